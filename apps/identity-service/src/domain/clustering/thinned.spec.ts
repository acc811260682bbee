import { describe, expect, it } from '@jest/globals';
import type { Component, Edge } from './component.js';
import { STARTING_MODEL } from '../matching/starting-model.js';
import { thinned } from './thinned.js';

const limits = (componentLimit: number) => ({ ...STARTING_MODEL.thresholds, componentLimit });

/** Members `a`, `b` … in a row, each with the next by so much weight. */
function aChain(...weights: number[]): Component {
  const members = [...weights, 0].map((_, no) => ({
    no,
    key: String.fromCharCode(97 + no),
    isUnlinkable: false,
  }));
  const edges = weights.map((weight, a): Edge => ({ a, b: a + 1, weight }));
  return { members, edges, statements: { same: [], different: [] } };
}

const keys = (parts: readonly Component[]) =>
  parts.map(({ members }) => members.map(({ key }) => key).join(''));

describe('a component beyond the limit', () => {
  it('stays as it is while it is within the limit', () => {
    const component = aChain(1_500, 9_000);
    expect(thinned(component, limits(3))).toEqual([component]);
  });

  it('falls apart where it hangs together least', () => {
    const parts = thinned(aChain(9_000, 9_000, 1_500, 9_000, 9_000), limits(3));
    expect(keys(parts)).toEqual(['abc', 'def']);
    expect(parts.map(({ edges }) => edges)).toEqual(
      Array(2).fill([
        { a: 0, b: 1, weight: 9_000 },
        { a: 1, b: 2, weight: 9_000 },
      ]),
    );
  });

  it('thins further only the part that is still too large', () => {
    const parts = thinned(aChain(5_000, 9_000, 1_500, 2_500, 9_000), limits(3));
    expect(keys(parts)).toEqual(['abc', 'def']);
    const again = thinned(aChain(5_000, 9_000, 9_000, 1_500, 2_500), limits(3));
    expect(keys(again)).toEqual(['a', 'bcd', 'ef']);
  });

  it('never parts what people called the same, and keeps statements by their new places', () => {
    const component = {
      ...aChain(1_500, 1_500, 1_500),
      statements: {
        same: [{ id: 's', members: [1, 3] }],
        different: [{ id: 'd', left: [1], right: [3] }],
      },
    };
    const parts = thinned(component, limits(2));
    expect(keys(parts)).toEqual(['a', 'bd', 'c']);
    expect(parts[1]!.statements).toEqual({
      same: [{ id: 's', members: [0, 1] }],
      different: [{ id: 'd', left: [0], right: [1] }],
    });
    expect(parts[0]!.statements.same).toEqual([]);
  });
});
