import type { Scorer } from '../matching/score.js';

const SLOTS = 1 << 18;
/** Cells of one pair: its two descriptions, the weight, and the pattern in two halves. */
const STRIDE = 8;
const [ONE, OTHER, WEIGHT, LOW, HIGH] = [0, 1, 2, 3, 4] as const;
const HALF = 2 ** 32;

/**
 * Remembers what pairs of descriptions score, as long as no other pair takes their slot. An answer holds until the
 * next; a pair of one description with itself is not remembered.
 */
export class ScoredPairs {
  weight = 0;
  pattern = 0;
  private readonly cells = new Int32Array(SLOTS * STRIDE);

  constructor(private readonly scorer: Scorer) {}

  get bytes(): number {
    return this.cells.byteLength;
  }

  of(a: number, b: number): this {
    const { cells } = this;
    const [one, other] = a < b ? [a, b] : [b, a];
    const slot = (Math.imul(one, 0x9e3779b1) ^ Math.imul(other, 0x85ebca6b)) >>> 14;
    const at = slot * STRIDE;
    if (cells[at + ONE] !== one || cells[at + OTHER] !== other || one === other) {
      const { weight, pattern } = this.scorer.score(one, other);
      cells[at + ONE] = one;
      cells[at + OTHER] = other;
      cells[at + WEIGHT] = weight;
      cells[at + LOW] = pattern;
      cells[at + HIGH] = Math.floor(pattern / HALF);
    }
    this.weight = cells[at + WEIGHT]!;
    this.pattern = cells[at + HIGH]! * HALF + (cells[at + LOW]! >>> 0);
    return this;
  }
}
