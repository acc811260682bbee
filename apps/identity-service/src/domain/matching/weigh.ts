import { COMPARISONS } from './levels.js';
import type { Model } from './model.js';
import { isNamesakePattern, levelAt } from './score.js';

/** Log odds of a pattern under a model: what the scorer would say, from levels that are known. */
export function weightOf(pattern: number, rareness: number, model: Model): number {
  if (isNamesakePattern(pattern)) return model.replaced;
  let weight = model.prior + rareness;
  for (const [place, comparison] of COMPARISONS.entries()) {
    weight += model.weights[comparison][levelAt(pattern, place)]!;
  }
  return weight;
}
