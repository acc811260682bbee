import { describe, expect, it } from '@jest/globals';
import { GroupCommit } from './group-commit.js';

const options = { most: 4, waitMs: 1 };

/** Writes wait until they are let through. */
function aSlowWriter() {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const write = async (items: readonly number[]) => {
    groups.push([...items]);
    await new Promise<void>((resolve) => gates.push(resolve));
    return items.map((item) => item * 10);
  };
  const letThrough = async () => {
    while (gates.length === 0) await new Promise((resolve) => setImmediate(resolve));
    gates.shift()?.();
  };
  return { groups, write, letThrough };
}

describe('committing in groups', () => {
  it('writes together what came within a moment, and answers each its own', async () => {
    const { groups, write, letThrough } = aSlowWriter();
    const group = new GroupCommit(write, options);
    const answers = Promise.all([1, 2, 3].map((item) => group.add(item)));
    await letThrough();
    expect(await answers).toEqual([10, 20, 30]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('gathers what comes while a group is being written, at most so many', async () => {
    const { groups, write, letThrough } = aSlowWriter();
    const group = new GroupCommit(write, options);
    const answers = Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((item) => group.add(item)));
    for (let nth = 0; nth < 3; nth += 1) await letThrough();
    expect(await answers).toHaveLength(9);
    expect(groups).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9]]);
  });

  it('fails all of a group, and goes on with the next', async () => {
    let attempts = 0;
    const group = new GroupCommit((items: readonly number[]) => {
      attempts += 1;
      if (attempts === 1) return Promise.reject(new Error('no ledger'));
      return Promise.resolve(items);
    }, options);
    await expect(Promise.all([group.add(1), group.add(2)])).rejects.toThrow('no ledger');
    expect(await group.add(3)).toBe(3);
  });
});
