import { Refused } from '@continuum/contracts';
import type { Delivery } from './deliver.js';
import type { Outcome } from './outcome.js';

export interface Refusal {
  readonly delivery: Delivery;
  readonly code: string;
  readonly pointer?: string | undefined;
}

/** What a batch refused: thrown, so that the batch's transaction rolls back, and parked before it is taken again. */
export class Refusals extends Error {
  override readonly name = 'Refusals';

  constructor(readonly refusals: readonly Refusal[]) {
    super('Events were refused.');
  }

  static throwIfAny(deliveries: readonly Delivery[], outcomes: readonly Outcome[]): void {
    const refusals = deliveries.flatMap((delivery, nth) => {
      const outcome = outcomes[nth];
      return outcome?.is === 'refused' ? [{ delivery, code: outcome.code }] : [];
    });
    if (refusals.length > 0) throw new Refusals(refusals);
  }

  /** Who is to blame for an error: only an event that is alone, and for a bug only at its last try. */
  static from(
    error: unknown,
    batch: readonly Delivery[],
    attempt: number,
    tries: number,
  ): Refusals | undefined {
    if (error instanceof Refusals) return error;
    const [alone] = batch;
    if (!alone || batch.length > 1) return undefined;
    if (error instanceof Refused) {
      return new Refusals([{ delivery: alone, code: error.code, pointer: error.fields[0]?.field }]);
    }
    return attempt >= tries ? new Refusals([{ delivery: alone, code: UNEXPECTED }]) : undefined;
  }
}

/** Code of an event that a bug, not the event, may have broken. */
export const UNEXPECTED = 'UNEXPECTED';
