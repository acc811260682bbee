/** Turns `UNEXPECTED` into *failed* after too many in a row or too large a share of the last events. */
export class Breaker {
  private inARow = 0;
  private readonly recent: boolean[] = [];

  constructor(
    private readonly mostInARow = 20,
    private readonly window = 1_000,
    private readonly share = 0.05,
  ) {}

  handled(count: number) {
    if (count > 0) this.inARow = 0;
    for (let nth = 0; nth < count; nth += 1) this.remember(false);
  }

  /** Counts one, and says whether it may still be parked. */
  mayPark(): boolean {
    if (this.isOpen()) return false;
    this.inARow += 1;
    this.remember(true);
    return true;
  }

  isOpen(): boolean {
    if (this.inARow >= this.mostInARow) return true;
    if (this.recent.length < this.window) return false;
    return this.recent.filter(Boolean).length / this.recent.length > this.share;
  }

  private remember(isUnexpected: boolean) {
    this.recent.push(isUnexpected);
    if (this.recent.length > this.window) this.recent.shift();
  }
}
