import type { Pairs } from '../bulk/pairs.js';
import { COMPARISONS, type Comparison } from '../matching/levels.js';
import type { Model } from '../matching/model.js';
import { modelOf } from '../matching/starting-model.js';
import { CLASSES, countPattern, emptyCounts, sharesOf, type Shares } from './shares.js';

/** m before any pair has been seen: what the starting weights say, given u. */
export function agreementBefore(model: Model, u: Shares): Shares {
  return u.map((levels, place) => {
    const weights = model.weights[COMPARISONS[place]!];
    const shares = new Float64Array(levels.length);
    for (const [from, to] of CLASSES[place]!) {
      let total = 0;
      for (let level = from; level <= to; level += 1) {
        shares[level] = levels[level]! * 2 ** (weights[level]! / 1_000);
        total += shares[level]!;
      }
      for (let level = from; level <= to; level += 1) shares[level]! /= total || 1;
    }
    return shares;
  });
}

/** Weights from how often the same person and two strangers agree. */
export function modelFrom(base: Model, m: Shares, u: Shares, lambda: number): Model {
  const weights = Object.fromEntries(
    COMPARISONS.map((comparison, place) => [
      comparison,
      Array.from(m[place]!, (share, level) => {
        const chance = u[place]![level]!;
        if (level === 0 || share === 0 || chance === 0) return 0;
        return Math.round(1_000 * Math.log2(share / chance));
      }),
    ]),
  ) as Record<Comparison, number[]>;
  const { declared, replaced, thresholds } = base;
  const prior = Math.round(1_000 * Math.log2(lambda / (1 - lambda)));
  return modelOf({ prior, weights, declared, replaced, thresholds });
}

/** Patterns of pairs with how often each occurs. */
export type PatternCounts = ReadonlyMap<number, number>;

export function countPatterns({ size, patterns }: Pairs): Map<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < size; at += 1) {
    counts.set(patterns[at]!, (counts.get(patterns[at]!) ?? 0) + 1);
  }
  return counts;
}

export function sharesFromPatterns(counts: PatternCounts, before: Shares, belief: number): Shares {
  const levels = emptyCounts();
  for (const [pattern, count] of counts) countPattern(levels, pattern, count);
  return sharesOf(levels, before, belief);
}
