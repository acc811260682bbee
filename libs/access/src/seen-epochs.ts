import type { PermitClaims } from '@continuum/contracts';

type Epochs = PermitClaims['epochs'];

/** A permit lives a minute at most: an epoch seen longer ago than this can meet no older permit any more. */
const REMEMBERED_MS = 5 * 60_000;

/** The highest epochs of any permit this instance verified. Old ones fall out a generation at a time. */
export class SeenEpochs {
  private recent = new Map<string, number>();
  private earlier = new Map<string, number>();
  private turnsAt = 0;

  /** False if any epoch is older than one seen before; else all are remembered. */
  admit(epochs: Epochs, now: Date): boolean {
    this.turn(+now);
    const entries = Object.entries(epochs);
    if (entries.some(([name, epoch]) => epoch < this.highest(name))) return false;
    for (const [name, epoch] of entries) this.recent.set(name, epoch);
    return true;
  }

  private highest(name: string): number {
    return Math.max(this.recent.get(name) ?? 0, this.earlier.get(name) ?? 0);
  }

  private turn(now: number): void {
    if (now < this.turnsAt) return;
    this.earlier = this.recent;
    this.recent = new Map();
    this.turnsAt = now + REMEMBERED_MS;
  }
}
