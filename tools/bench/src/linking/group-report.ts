import { scores, share, shareOf, type Evaluation, type Scores } from './evaluate.js';
import { cross, partition, type Partition } from './partition.js';

export interface GroupFigures {
  readonly group: string;
  readonly records: number;
  /** Over pairs with at least one record of the group. */
  readonly pairwise: Scores;
  readonly bcubed: Scores;
  /** Share of its records that stand with a record of somebody else. */
  readonly wrongCompanions: number;
  readonly truePairs: number;
}

/**
 * The same figures group by group, in alphabetical order; a false link between two groups counts in both.
 * @param groupOfRecord name of the group of each record
 */
export function groupReport(
  truth: Int32Array,
  cluster: Int32Array,
  groupOfRecord: readonly string[],
): GroupFigures[] {
  const people = partition(truth);
  const clusters = partition(cluster);
  const both = cross(people, clusters);
  const groups = partition(groupOfRecord);
  const truePairs = pairsTouching(groups, people);
  const foundPairs = pairsTouching(groups, clusters);
  const commonPairs = pairsTouching(groups, both);
  const sums = Array.from(groups.sizes, (): Sum => ({ precision: 0, recall: 0, wrong: 0 }));
  groups.of.forEach((group, record) => {
    const sum = sums[group];
    if (!sum) return;
    const precision = shareOf(record, both, clusters);
    sum.precision += precision;
    sum.recall += shareOf(record, both, people);
    if (precision < 1) sum.wrong += 1;
  });
  return [...new Set(groupOfRecord)]
    .map((group, at) => {
      const records = groups.sizes[at] ?? 0;
      const { precision = 0, recall = 0, wrong = 0 } = sums[at] ?? {};
      const [common, found, all] = [commonPairs, foundPairs, truePairs].map(
        (pairs) => pairs[at] ?? 0,
      );
      return {
        group,
        records,
        pairwise: scores(share(common ?? 0, found ?? 0), share(common ?? 0, all ?? 0)),
        bcubed: scores(precision / records, recall / records),
        wrongCompanions: wrong / records,
        truePairs: all ?? 0,
      };
    })
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}

interface Sum {
  precision: number;
  recall: number;
  wrong: number;
}

/** Pairs of one part of which at least one record belongs to each group: all its pairs less those among others. */
function pairsTouching(groups: Partition, parts: Partition): Float64Array {
  const pairs = new Float64Array(groups.sizes.length);
  const cells = cross(parts, groups);
  const counted = new Uint8Array(cells.sizes.length);
  groups.of.forEach((group, record) => {
    const cell = cells.of[record] ?? 0;
    if (counted[cell] === 1) return;
    counted[cell] = 1;
    const size = parts.sizes[parts.of[record] ?? 0] ?? 0;
    pairs[group] = (pairs[group] ?? 0) + pairsOf(size) - pairsOf(size - (cells.sizes[cell] ?? 0));
  });
  return pairs;
}

const pairsOf = (records: number) => (records * (records - 1)) / 2;

/** What a release is blocked for. */
export interface Shortfall {
  readonly group: string;
  readonly measure: 'precision' | 'recall';
  /** How far below the figure of all records; a share of 1. */
  readonly below: number;
}

/** A group with fewer true pairs says too little. */
export const PAIRS_NEEDED = 1_000;
export const ALLOWED = { precision: 0.01, recall: 0.03 } as const;

/** Groups that fall further below the whole than is allowed, unless a decision record accepts them. */
export function gate(
  report: readonly GroupFigures[],
  overall: Pick<Evaluation, 'pairwise'>,
  accepted: ReadonlySet<string> = new Set(),
): Shortfall[] {
  const judged = report.filter(
    ({ group, truePairs }) => truePairs >= PAIRS_NEEDED && !accepted.has(group),
  );
  return judged.flatMap(({ group, pairwise }) =>
    (['precision', 'recall'] as const)
      .map((measure) => ({ group, measure, below: overall.pairwise[measure] - pairwise[measure] }))
      .filter(({ measure, below }) => below > ALLOWED[measure]),
  );
}
