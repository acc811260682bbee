import { createHash } from 'node:crypto';

/** A stream of numbers of its own for one seed and one name: more people never change the earlier ones. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(...name: readonly (string | number)[]) {
    const digest = createHash('sha256').update(name.join('|')).digest();
    [this.a, this.b, this.c] = [
      digest.readInt32LE(0),
      digest.readInt32LE(4),
      digest.readInt32LE(8),
    ];
  }

  /** [0, 1), sfc32. */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return (sum >>> 0) / 4294967296;
  }

  /** Whole number in [from, to]. */
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() * values.length)] as T;
  }

  /** The first values are the commonest, as names are. */
  pickSkewed<T>(values: readonly T[]): T {
    return values[Math.floor(this.next() ** 2.2 * values.length)] as T;
  }

  poisson(mean: number): number {
    const limit = Math.exp(-Math.min(mean, 500));
    let product = this.next();
    let count = 0;
    while (product > limit) {
      product *= this.next();
      count += 1;
    }
    return count;
  }

  /** Gamma with mean 1: a small shape gives the heavy tail. Marsaglia and Tsang, boosted for shapes under 1. */
  gamma(shape: number): number {
    const boosted = shape + 1;
    const d = boosted - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(this.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return (d * v * this.next() ** (1 / shape)) / shape;
      }
    }
  }

  private normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}
