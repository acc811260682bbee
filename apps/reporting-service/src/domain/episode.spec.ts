import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aHistory } from '../../test/history.arbitrary.js';
import { episodesOf } from './episode.js';
import { personFacts } from './person-facts.js';

describe('episodes of a person', () => {
  it('are the same in whatever order records arrive', () => {
    const shuffled = aHistory().chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([rows, others]) => {
        const sorted = (facts: readonly object[]) =>
          facts.map((fact) => JSON.stringify(fact)).sort();
        const [one, other] = [personFacts(rows), personFacts(others)];
        expect(sorted(other.contacts)).toEqual(sorted(one.contacts));
        expect(sorted(other.records)).toEqual(sorted(one.records));
        expect(sorted(other.stays)).toEqual(sorted(one.stays));
      }),
      { numRuns: 500 },
    );
  });

  it('hold every qualifying record exactly once', () => {
    fc.assert(
      fc.property(aHistory(), (rows) => {
        const keys = episodesOf(rows).flatMap((episode) =>
          episode.rows.map((row) => row.recordKey),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
