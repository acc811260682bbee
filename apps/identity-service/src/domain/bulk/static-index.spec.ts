import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { KeyIndex } from '../matching/key-index.js';
import { groupsOf } from './key-groups.js';
import { indexOf, StaticIndex } from './static-index.js';

const key = fc.oneof(fc.integer({ min: -6, max: 12 }), fc.integer());
const descriptions = fc.array(fc.array(key, { maxLength: 6 }), { maxLength: 40 });

function staticPairs(keys: readonly (readonly number[])[], limit: number) {
  const slots = keys.flatMap((own, no) => [...new Set(own)].map((key) => ({ key, no })));
  const groups = groupsOf(
    Int32Array.from(slots, ({ key }) => key),
    Int32Array.from(slots, ({ no }) => no),
    () => limit,
  );
  const index = new StaticIndex(indexOf(keys.length, [groups]));
  const pairs: string[] = [];
  for (const no of keys.keys()) index.forEachBefore(no, (other) => pairs.push(`${other} ${no}`));
  return { pairs, genericKeys: new Set(groups.genericKeys) };
}

/** As the stream finds them: one description after the other, generic keys known beforehand. */
function livePairs(keys: readonly (readonly number[])[], generic: ReadonlySet<number>) {
  const index = new KeyIndex();
  return keys.flatMap((all, no) => {
    const own = all.filter((one) => !generic.has(one));
    const found = index.candidates(own).map((other) => `${other} ${no}`);
    index.add(no, own);
    return found;
  });
}

describe('the index over descriptions that are all known', () => {
  it('finds the pairs that the live index finds one by one, each once', () => {
    fc.assert(
      fc.property(descriptions, fc.integer({ min: 1, max: 8 }), (keys, limit) => {
        const { pairs, genericKeys } = staticPairs(keys, limit);
        expect(pairs.toSorted()).toEqual(livePairs(keys, genericKeys).toSorted());
        expect(new Set(pairs).size).toBe(pairs.length);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('calls generic what more descriptions have than its limit, repeats within one not counted', () => {
    fc.assert(
      fc.property(descriptions, fc.integer({ min: 1, max: 8 }), (keys, limit) => {
        const counts = new Map<number, number>();
        for (const all of keys) {
          for (const one of new Set(all)) counts.set(one, (counts.get(one) ?? 0) + 1);
        }
        const common = [...counts].filter(([, count]) => count > limit).map(([one]) => one);
        expect([...staticPairs(keys, limit).genericKeys].toSorted()).toEqual(common.toSorted());
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('lets a generic key bring nobody together, and the others of the same descriptions still do', () => {
    const { pairs, genericKeys } = staticPairs([[1], [1, 2], [1, 2], [1]], 3);
    expect([...genericKeys]).toEqual([1]);
    expect(pairs).toEqual(['1 2']);
  });
});
