import type { Random } from '../random.js';

/** Values as frequent as names are: the r-th commonest weighs 1 / (r + offset). A small offset means few names for many. */
export class Zipf {
  private readonly upTo: Float64Array;

  constructor(
    readonly values: readonly string[],
    offset: number,
  ) {
    let sum = 0;
    this.upTo = Float64Array.from(values, (_, rank) => (sum += 1 / (rank + offset)));
  }

  pick(random: Random): string {
    const sought = random.next() * (this.upTo.at(-1) ?? 0);
    let low = 0;
    let high = this.upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.upTo[middle] ?? 0) <= sought) low = middle + 1;
      else high = middle;
    }
    return this.values[low] ?? '';
  }
}
