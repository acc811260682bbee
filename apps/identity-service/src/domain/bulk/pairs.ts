import { grown, joined } from '../matching/arrays.js';
import { rangesOf, type Crew, type Task } from './crew.js';
import { scorerFrom, type ScoringParts } from './scoring.js';
import { StaticIndex, type IndexParts } from './static-index.js';

/** Compared candidates, in typed arrays. */
export interface Pairs {
  readonly size: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly patterns: Float64Array;
  /** What rarity adds to each. */
  readonly rareness: Int32Array;
}

/** Compares every candidate pair of an index. */
export function compareAll(index: IndexParts, scoring: ScoringParts, crew: Crew): Pairs {
  // Of the first share of descriptions, its square of the pairs: each is compared with those before it.
  const ranges = rangesOf(index.starts.length - 1, crew.size, Math.sqrt);
  const parts = crew.all(
    compareRange,
    ranges.map((range) => ({ index, scoring, ...range })),
  );
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    a: joined(parts.map(({ a }) => a)),
    b: joined(parts.map(({ b }) => b)),
    patterns: joined(parts.map(({ patterns }) => patterns)),
    rareness: joined(parts.map(({ rareness }) => rareness)),
  };
}

interface CompareOrder {
  readonly index: IndexParts;
  readonly scoring: ScoringParts;
  readonly from: number;
  readonly to: number;
}

export const compareRange: Task<CompareOrder, Pairs> = {
  module: import.meta.url,
  name: 'compareRange',
  run: ({ index: parts, scoring, from, to }) => {
    const index = new StaticIndex(parts);
    const scorer = scorerFrom(scoring);
    const pairs = new PairList();
    for (let b = from; b < to; b += 1) {
      index.forEachBefore(b, (a) => {
        scorer.score(a, b);
        pairs.add(a, b, scorer.pattern, scorer.rareness);
      });
    }
    return pairs.end();
  },
};

class PairList {
  private size = 0;
  private a = new Int32Array(1 << 14);
  private b = new Int32Array(1 << 14);
  private patterns = new Float64Array(1 << 14);
  private rareness = new Int32Array(1 << 14);

  add(a: number, b: number, pattern: number, rareness: number): void {
    if (this.size === this.a.length) this.lengthen();
    this.a[this.size] = a;
    this.b[this.size] = b;
    this.patterns[this.size] = pattern;
    this.rareness[this.size] = rareness;
    this.size += 1;
  }

  end(): Pairs {
    const { size } = this;
    return {
      size,
      a: this.a.slice(0, size),
      b: this.b.slice(0, size),
      patterns: this.patterns.slice(0, size),
      rareness: this.rareness.slice(0, size),
    };
  }

  private lengthen(): void {
    const needed = this.size + 1;
    this.a = grown(this.a, needed);
    this.b = grown(this.b, needed);
    this.patterns = grown(this.patterns, needed);
    this.rareness = grown(this.rareness, needed);
  }
}
