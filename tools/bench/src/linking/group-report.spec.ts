import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gate, groupReport, type GroupFigures } from './group-report.js';

const numbers = (...values: number[]) => Int32Array.from(values);

describe('the report by group', () => {
  it('counts a false link between two groups in both', () => {
    // Person 0 (x): records 0 1 2; person 1 (y): records 3 4. Found: 0 1, 2 3, 4.
    const report = groupReport(numbers(0, 0, 0, 1, 1), numbers(9, 9, 8, 8, 7), [
      'x',
      'x',
      'x',
      'y',
      'y',
    ]);
    expect(report.map(({ group, records, truePairs }) => [group, records, truePairs])).toEqual([
      ['x', 3, 3],
      ['y', 2, 1],
    ]);
    const [x, y] = report;
    expect(x?.pairwise).toMatchObject({ precision: 1 / 2, recall: 1 / 3 });
    expect(y?.pairwise).toMatchObject({ precision: 0, recall: 0, f1: 0 });
    expect(x?.bcubed.precision).toBeCloseTo((1 + 1 + 0.5) / 3, 12);
    expect(x?.bcubed.recall).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3) / 3, 12);
    expect(x?.wrongCompanions).toBeCloseTo(1 / 3, 12);
    expect(y?.wrongCompanions).toBe(1 / 2);
  });

  it('agrees with counting every pair that touches the group', () => {
    const record = fc.tuple(fc.nat(4), fc.nat(4), fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 30 }), (records) => {
        const truth = Int32Array.from(records, ([person]) => person);
        const cluster = Int32Array.from(records, ([, found]) => found);
        const groups = records.map(([, , group]) => group);
        for (const figures of groupReport(truth, cluster, groups)) {
          const naive = naively(truth, cluster, groups, figures.group);
          expect(figures.truePairs).toBe(naive.truePairs);
          expect(figures.pairwise.precision).toBeCloseTo(naive.precision, 9);
          expect(figures.pairwise.recall).toBeCloseTo(naive.recall, 9);
          expect(figures.wrongCompanions).toBeCloseTo(naive.wrongCompanions, 9);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe('the gate', () => {
  const scored = (precision: number, recall: number) => ({ precision, recall, f1: 0 });
  const overall = { pairwise: scored(0.99, 0.9) };
  const figures = (precision: number, recall: number, truePairs = 1_000): GroupFigures => ({
    group: 'some',
    records: 500,
    pairwise: scored(precision, recall),
    bcubed: scored(1, 1),
    wrongCompanions: 0,
    truePairs,
  });

  it.each([
    ['a recall of .0299 below', figures(0.99, 0.8701), []],
    ['a recall of .0301 below', figures(0.99, 0.8699), ['recall']],
    ['a precision of .0099 below', figures(0.9801, 0.9), []],
    ['a precision of .0101 below', figures(0.9799, 0.9), ['precision']],
    ['both', figures(0.5, 0.5), ['precision', 'recall']],
    ['both, of 999 true pairs', figures(0.5, 0.5, 999), []],
    ['better figures than all', figures(1, 1), []],
  ])('with %s', (_, group, measures) => {
    expect(gate([group], overall).map(({ measure }) => measure)).toEqual(measures);
  });

  it('lets a group pass that a decision record accepts, and no other', () => {
    const report = [figures(0.99, 0.5), { ...figures(0.99, 0.5), group: 'other' }];
    expect(gate(report, overall, new Set(['some'])).map(({ group }) => group)).toEqual(['other']);
  });
});

function naively(truth: Int32Array, cluster: Int32Array, groups: readonly string[], of: string) {
  let [truePairs, found, common, wrong, records] = [0, 0, 0, 0, 0];
  for (let a = 0; a < truth.length; a += 1) {
    let isWrong = false;
    for (let b = 0; b < truth.length; b += 1) {
      const isTrue = truth[a] === truth[b];
      const isFound = cluster[a] === cluster[b];
      isWrong ||= isFound && !isTrue;
      if (b <= a || (groups[a] !== of && groups[b] !== of)) continue;
      truePairs += Number(isTrue);
      found += Number(isFound);
      common += Number(isTrue && isFound);
    }
    records += Number(groups[a] === of);
    wrong += Number(groups[a] === of && isWrong);
  }
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  return {
    truePairs,
    precision: share(common, found),
    recall: share(common, truePairs),
    wrongCompanions: wrong / records,
  };
}
