import type { Scorer } from '../matching/score.js';
import type { StaticIndex } from './static-index.js';

/** Compared candidates, in typed arrays. */
export interface Pairs {
  readonly size: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly patterns: Float64Array;
  /** What rarity adds to each. */
  readonly rareness: Int32Array;
}

/** Compares every candidate pair of these descriptions. */
export function comparePairs(index: StaticIndex, scorer: Scorer, from: number, to: number): Pairs {
  const pairs = new PairTable();
  for (let b = from; b < to; b += 1) {
    index.forEachBefore(b, (a) => {
      scorer.score(a, b);
      pairs.add(a, b, scorer.pattern, scorer.rareness);
    });
  }
  return pairs;
}

class PairTable implements Pairs {
  size = 0;
  a = new Int32Array(1 << 16);
  b = new Int32Array(1 << 16);
  patterns = new Float64Array(1 << 16);
  rareness = new Int32Array(1 << 16);

  add(a: number, b: number, pattern: number, rareness: number): void {
    if (this.size === this.a.length) this.lengthen();
    this.a[this.size] = a;
    this.b[this.size] = b;
    this.patterns[this.size] = pattern;
    this.rareness[this.size] = rareness;
    this.size += 1;
  }

  private lengthen(): void {
    this.a = doubled(this.a);
    this.b = doubled(this.b);
    this.patterns = doubled(this.patterns);
    this.rareness = doubled(this.rareness);
  }
}

function doubled<T extends Int32Array | Float64Array>(array: T): T {
  const Larger = array.constructor as new (length: number) => T;
  const larger = new Larger(array.length * 2);
  larger.set(array);
  return larger;
}
