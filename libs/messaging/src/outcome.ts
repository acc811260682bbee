import type { Event } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';

/** What became of one event: applied, or poison that asking again will not cure. */
export type Outcome = { readonly is: 'done' } | { readonly is: 'refused'; readonly code: string };

const DONE: Outcome = { is: 'done' };
export const done = (_event?: unknown): Outcome => DONE;
export const refused = (code: string): Outcome => ({ is: 'refused', code });

/** The transaction in which the events of one batch are received, handled and answered. */
export interface Batch {
  readonly tx: EntityManager;
}

/** Only for events that carry the whole state of their thing. */
export function newestPerKey<E extends Event<unknown>>(events: readonly E[]): E[] {
  const newest = new Map<string, E>();
  for (const event of events) {
    const known = newest.get(event.key);
    if (!known || known.version <= event.version) newest.set(event.key, event);
  }
  return [...newest.values()];
}
