import type { Scorer } from '../matching/score.js';

const SLOTS = 1 << 18;
/** Above any number of a description. */
const STRIDE = 2 ** 26;

/** Remembers what pairs of descriptions score, as long as no other pair takes their slot. An answer holds until the next. */
export class ScoredPairs {
  weight = 0;
  pattern = 0;
  private readonly pairs = new Float64Array(SLOTS);
  private readonly weights = new Int32Array(SLOTS);
  private readonly patterns = new Float64Array(SLOTS);

  constructor(private readonly scorer: Scorer) {}

  get bytes(): number {
    return SLOTS * 20;
  }

  of(a: number, b: number): this {
    const [one, other] = a < b ? [a, b] : [b, a];
    const pair = one * STRIDE + other;
    const slot = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)) >>> 14;
    if (this.pairs[slot] !== pair || pair === 0) {
      const { weight, pattern } = this.scorer.score(one, other);
      this.pairs[slot] = pair;
      this.weights[slot] = weight;
      this.patterns[slot] = pattern;
    }
    this.weight = this.weights[slot]!;
    this.pattern = this.patterns[slot]!;
    return this;
  }
}
