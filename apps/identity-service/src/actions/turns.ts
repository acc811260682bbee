/** One at a time, in the order they come. */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Waits for its turn, which lasts until `leave` is called. */
  async enter(): Promise<() => void> {
    const before = this.last;
    const { promise, resolve: leave } = Promise.withResolvers<void>();
    this.last = promise;
    await before;
    return leave;
  }
}
