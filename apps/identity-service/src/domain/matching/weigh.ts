import { COMPARISONS } from './levels.js';
import type { Model } from './model.js';
import { isNamesakePattern, levelAt } from './score.js';

/** Log odds of a pattern under a model: what the scorer would say, from levels that are known. */
export function weigher(model: Model): (pattern: number, rareness: number) => number {
  const weights = COMPARISONS.map((comparison) => Int32Array.from(model.weights[comparison]));
  const known = new Map<number, number>();
  return (pattern, rareness) => {
    if (isNamesakePattern(pattern)) return model.replaced;
    let weight = known.get(pattern);
    if (weight === undefined) {
      weight = model.prior;
      for (let place = 0; place < weights.length; place += 1) {
        weight += weights[place]![levelAt(pattern, place)]!;
      }
      known.set(pattern, weight);
    }
    return weight + rareness;
  };
}
