import { COMPARISONS } from './levels.js';
import type { Model } from './model.js';
import { isNamesakePattern, levelAt } from './score.js';

/** Log odds of patterns, by their places, under a model: what the scorer would say, from levels that are known. */
export function weigher(
  { prior, weights, replaced }: Model,
  patterns: Float64Array,
): (place: number, rareness: number) => number {
  const sums = Int32Array.from(patterns, (pattern) =>
    COMPARISONS.reduce(
      (sum, comparison, place) => sum + weights[comparison][levelAt(pattern, place)]!,
      prior,
    ),
  );
  const areNamesakes = Uint8Array.from(patterns, (pattern) => Number(isNamesakePattern(pattern)));
  return (place, rareness) => (areNamesakes[place] ? replaced : sums[place]! + rareness);
}
