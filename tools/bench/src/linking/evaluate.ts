import { cross, pairsIn, partition, type Partition } from './partition.js';

/** Shares of 1; where nothing was to be found or was found, the share that asks for it is 1. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Evaluation {
  readonly pairwise: Scores;
  readonly bcubed: Scores;
  /** Records */
  readonly largestCluster: number;
  readonly truePairs: number;
  readonly foundPairs: number;
  readonly commonPairs: number;
}

/**
 * How well clusters of records agree with their true people; time and memory grow with the records, not with their pairs.
 * @param truth true person of each record, any numbers
 * @param cluster cluster of each record, any numbers
 */
export function evaluate(truth: Int32Array, cluster: Int32Array): Evaluation {
  if (truth.length !== cluster.length) throw new Error('Truth and clusters are not of one length.');
  const people = partition(truth);
  const clusters = partition(cluster);
  const both = cross(people, clusters);
  const [truePairs, foundPairs, commonPairs] = [people, clusters, both].map(pairsIn) as [
    number,
    number,
    number,
  ];
  return {
    pairwise: scores(share(commonPairs, foundPairs), share(commonPairs, truePairs)),
    bcubed: scores(meanShare(both, clusters), meanShare(both, people)),
    largestCluster: clusters.sizes.reduce((a, b) => Math.max(a, b), 0),
    truePairs,
    foundPairs,
    commonPairs,
  };
}

/**
 * Share of the true pairs that are among the candidates.
 * @param candidates pairs of record numbers, none twice
 */
export function blockingRecall(
  truth: Int32Array,
  candidates: Iterable<readonly [number, number]>,
): number {
  let found = 0;
  for (const [a, b] of candidates) if (truth[a] === truth[b]) found += 1;
  return share(found, pairsIn(partition(truth)));
}

export const scores = (precision: number, recall: number): Scores => ({
  precision,
  recall,
  f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
});

export const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);

/** Over all records: how much of its part in `of` is together with it in `both`. */
function meanShare(both: Partition, of: Partition): number {
  let sum = 0;
  for (let record = 0; record < both.of.length; record += 1) sum += shareOf(record, both, of);
  return share(sum, both.of.length);
}

/** Of the records in one part with this one, the share that is also together with it in the narrower `both`. */
export const shareOf = (record: number, both: Partition, of: Partition): number =>
  (both.sizes[both.of[record] ?? 0] ?? 0) / (of.sizes[of.of[record] ?? 0] ?? 1);
