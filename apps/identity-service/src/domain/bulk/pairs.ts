import { grown, joined } from '../matching/arrays.js';
import { NumberTable } from '../matching/number-table.js';
import { rangesOf, type Crew, type Task } from './crew.js';
import { scorerFrom, type ScoringParts } from './scoring.js';
import { StaticIndex, type IndexParts } from './static-index.js';

/** Compared candidates, in typed arrays. */
export interface Pairs {
  readonly size: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** Pattern of each, by its place among all that occur. */
  readonly patternOf: Int32Array;
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
  const all = new PatternList();
  for (const { patterns, patternOf } of parts) {
    const places = Int32Array.from(patterns, (pattern) => all.placeOf(pattern));
    for (let at = 0; at < patternOf.length; at += 1) patternOf[at] = places[patternOf[at]!]!;
  }
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    a: joined(parts.map(({ a }) => a)),
    b: joined(parts.map(({ b }) => b)),
    patternOf: joined(parts.map(({ patternOf }) => patternOf)),
    patterns: all.end(),
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
  private a: Int32Array = new Int32Array(1 << 14);
  private b: Int32Array = new Int32Array(1 << 14);
  private patternOf: Int32Array = new Int32Array(1 << 14);
  private rareness: Int32Array = new Int32Array(1 << 14);
  private readonly patterns = new PatternList();

  add(a: number, b: number, pattern: number, rareness: number): void {
    if (this.size === this.a.length) this.lengthen();
    this.a[this.size] = a;
    this.b[this.size] = b;
    this.patternOf[this.size] = this.patterns.placeOf(pattern);
    this.rareness[this.size] = rareness;
    this.size += 1;
  }

  end(): Pairs {
    const { size } = this;
    return {
      size,
      a: this.a.slice(0, size),
      b: this.b.slice(0, size),
      patternOf: this.patternOf.slice(0, size),
      patterns: this.patterns.end(),
      rareness: this.rareness.slice(0, size),
    };
  }

  private lengthen(): void {
    const needed = this.size + 1;
    this.a = grown(this.a, needed);
    this.b = grown(this.b, needed);
    this.patternOf = grown(this.patternOf, needed);
    this.rareness = grown(this.rareness, needed);
  }
}

/** Every pattern once: a million pairs show some thousands. */
class PatternList {
  private readonly places = new NumberTable();
  private readonly patterns: number[] = [];

  placeOf(pattern: number): number {
    const known = this.places.get(pattern);
    if (known !== undefined) return known;
    this.places.set(pattern, this.patterns.length);
    return this.patterns.push(pattern) - 1;
  }

  end(): Float64Array {
    return Float64Array.from(this.patterns);
  }
}
