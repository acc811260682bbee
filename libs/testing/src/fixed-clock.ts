/** A clock that stands still until a test moves it; given wherever a service expects its `Clock`. */
export class FixedClock {
  private at: Date;

  constructor(at: Date | string) {
    this.at = new Date(at);
  }

  now(): Date {
    return new Date(this.at);
  }

  set(at: Date | string): void {
    this.at = new Date(at);
  }

  advance(ms: number): void {
    this.at = new Date(+this.at + ms);
  }
}
