import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NumberTable } from './number-table.js';

const key = fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
const steps = fc.array(
  fc.record({
    is: fc.constantFrom('set' as const, 'add' as const),
    key,
    value: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  }),
  { maxLength: 900 },
);

describe('a table of numbers', () => {
  it('holds what a map would hold after any sets and additions', () => {
    fc.assert(
      fc.property(steps, key, (all, asked) => {
        const table = new NumberTable();
        const map = new Map<number, number>();
        for (const { is, key: at, value } of all) {
          table[is](at, value);
          map.set(at, is === 'set' ? value : (map.get(at) ?? 0) + value);
        }
        expect(table.size).toBe(map.size);
        expect(new Map(table.entries())).toEqual(map);
        expect(table.get(asked)).toBe(map.get(asked));
        for (const [at, value] of map) expect(table.get(at)).toBe(value);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('tells a key with the value 0 from one that it does not have', () => {
    const table = new NumberTable();
    table.set(0, 0);
    expect([table.get(0), table.get(1), table.size]).toEqual([0, undefined, 1]);
  });
});
