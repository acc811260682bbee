import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blockingRecall, evaluate } from './evaluate.js';

const numbers = (...values: number[]) => Int32Array.from(values);

describe('evaluating clusters against true people', () => {
  it('counts pairs and records of a small example as by hand', () => {
    // People a: 0 1 2, b: 3 4, c: 5. Clusters: 0 1, 2 3, 4, 5.
    const result = evaluate(numbers(0, 0, 0, 1, 1, 2), numbers(9, 9, 8, 8, 7, 6));
    expect(result).toMatchObject({
      truePairs: 4,
      foundPairs: 2,
      commonPairs: 1,
      largestCluster: 2,
    });
    expect(result.pairwise.precision).toBe(1 / 2);
    expect(result.pairwise.recall).toBe(1 / 4);
    expect(result.pairwise.f1).toBeCloseTo(1 / 3, 12);
    expect(result.bcubed.precision).toBeCloseTo((1 + 1 + 0.5 + 0.5 + 1 + 1) / 6, 12);
    expect(result.bcubed.recall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2 + 1) / 6, 12);
  });

  it('is perfect whatever the clusters are called', () => {
    const { pairwise, bcubed } = evaluate(numbers(5, 5, -3, 70_000, 5), numbers(1, 1, 0, 2, 1));
    expect([pairwise, bcubed]).toEqual(Array(2).fill({ precision: 1, recall: 1, f1: 1 }));
  });

  it('calls it a loss of precision when all stand together', () => {
    const { pairwise, bcubed, largestCluster } = evaluate(numbers(1, 1, 2, 2), numbers(0, 0, 0, 0));
    expect(pairwise).toEqual({ precision: 1 / 3, recall: 1, f1: 0.5 });
    expect(bcubed).toEqual({ precision: 0.5, recall: 1, f1: 2 / 3 });
    expect(largestCluster).toBe(4);
  });

  it('calls it a loss of recall when all stand alone', () => {
    const { pairwise, bcubed } = evaluate(numbers(1, 1, 2, 2), numbers(0, 1, 2, 3));
    expect(pairwise).toEqual({ precision: 1, recall: 0, f1: 0 });
    expect(bcubed).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3 });
  });

  it('has nothing against no records, and refuses truth and clusters of two lengths', () => {
    expect(evaluate(numbers(), numbers()).pairwise.f1).toBe(1);
    expect(() => evaluate(numbers(1), numbers())).toThrow('one length');
  });

  it('agrees with counting every pair', () => {
    const labels = fc.integer({ min: -3, max: 4 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(labels, labels), { minLength: 1, maxLength: 40 }),
        (records) => {
          const truth = Int32Array.from(records, ([person]) => person);
          const cluster = Int32Array.from(records, ([, found]) => found);
          const { bcubed, ...counts } = evaluate(truth, cluster);
          const naive = naively(truth, cluster);
          expect(counts).toMatchObject(naive.counts);
          expect(bcubed.precision).toBeCloseTo(naive.bcubed.precision, 9);
          expect(bcubed.recall).toBeCloseTo(naive.bcubed.recall, 9);
        },
      ),
      { seed: 7, numRuns: 500 },
    );
  });

  it('takes a million records in one go', () => {
    const truth = Int32Array.from({ length: 1_000_000 }, (_, at) => (at * 7919) % 180_000);
    const cluster = Int32Array.from(truth, (person, at) => (at % 50 === 0 ? 180_000 + at : person));
    const { user: before } = process.cpuUsage();
    const { pairwise } = evaluate(truth, cluster);
    const seconds = (process.cpuUsage().user - before) / 1e6;
    expect(pairwise.precision).toBe(1);
    expect(pairwise.recall).toBeGreaterThan(0.9);
    expect(seconds).toBeLessThan(3);
  });
});

describe('blocking recall', () => {
  it('is the share of true pairs among the candidates, false ones counting for nothing', () => {
    const truth = numbers(0, 0, 0, 1, 1, 2);
    const candidates: [number, number][] = [
      [0, 1],
      [2, 1],
      [4, 3],
      [0, 5],
    ];
    expect(blockingRecall(truth, candidates)).toBe(3 / 4);
    expect(blockingRecall(truth, [])).toBe(0);
  });
});

function naively(truth: Int32Array, cluster: Int32Array) {
  const counts = { truePairs: 0, foundPairs: 0, commonPairs: 0 };
  const bcubed = { precision: 0, recall: 0 };
  for (let a = 0; a < truth.length; a += 1) {
    let [inTruth, inCluster, inBoth] = [0, 0, 0];
    for (let b = 0; b < truth.length; b += 1) {
      const isTrue = truth[a] === truth[b];
      const isFound = cluster[a] === cluster[b];
      inTruth += Number(isTrue);
      inCluster += Number(isFound);
      inBoth += Number(isTrue && isFound);
      if (b <= a) continue;
      counts.truePairs += Number(isTrue);
      counts.foundPairs += Number(isFound);
      counts.commonPairs += Number(isTrue && isFound);
    }
    bcubed.precision += inBoth / inCluster / truth.length;
    bcubed.recall += inBoth / inTruth / truth.length;
  }
  return { counts, bcubed };
}
