import { COMPARISONS, LEVEL_NAMES, NameLevel } from '../matching/levels.js';
import { levelAt } from '../matching/score.js';

/** How often each level occurs, comparison by comparison: chances that add up to 1 within a class. */
export type Shares = readonly Float64Array[];

/** Names of two words, of one, or of both compare differently; how often which meet says nothing about who they are. */
const NAME_CLASSES: readonly (readonly [from: number, to: number])[] = [
  [1, NameLevel.manyAliases],
  [NameLevel.oneWordFamily, NameLevel.oneWordNone],
  [NameLevel.wordsEqual, NameLevel.wordsDiffer],
];

export const CLASSES = COMPARISONS.map((comparison) =>
  comparison === 'name' ? NAME_CLASSES : [[1, LEVEL_NAMES[comparison].length - 1] as const],
);

export const emptyCounts = () =>
  COMPARISONS.map((comparison) => new Float64Array(LEVEL_NAMES[comparison].length));

/** Adds a pattern to counts, with a weight. */
export function countPattern(counts: readonly Float64Array[], pattern: number, weight: number) {
  for (let place = 0; place < counts.length; place += 1) {
    counts[place]![levelAt(pattern, place)]! += weight;
  }
}

/** Counts → chances, drawn towards what is believed before by as many pseudo-pairs as `belief`. */
export function sharesOf(counts: readonly Float64Array[], before: Shares, belief: number): Shares {
  return counts.map((levels, place) => {
    const shares = new Float64Array(levels.length);
    for (const [from, to] of CLASSES[place]!) {
      let total = 0;
      for (let level = from; level <= to; level += 1) total += levels[level]!;
      for (let level = from; level <= to; level += 1) {
        shares[level] = (levels[level]! + belief * before[place]![level]!) / (total + belief);
      }
    }
    return shares;
  });
}

/** Chances that add up to 1 within each class. */
export function normalised(shares: readonly Float64Array[]): Shares {
  return sharesOf(shares, shares, 0);
}
