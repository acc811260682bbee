import { Unavailable, isDatabaseOutage } from '@continuum/service-kit';

/** A handler answered something else than one outcome per event: our bug, so the partition waits. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}

/** The group has moved on while we worked: whatever we did must not be committed. */
export class NoLongerOurs extends Error {
  override readonly name = 'NoLongerOurs';
}

/** Two had the same event at once: it is looked at again, when the other is through. */
export class ReceivedElsewhere extends Error {
  override readonly name = 'ReceivedElsewhere';
}

/** Nothing is wrong with the events: time heals it. */
export function isInfrastructure(error: unknown): boolean {
  return (
    isDatabaseOutage(error) ||
    error instanceof Unavailable ||
    error instanceof WrongAnswer ||
    error instanceof NoLongerOurs ||
    error instanceof ReceivedElsewhere ||
    error instanceof BreakerOpen
  );
}

/** Too many bugs in a row: a bad release must not pour a topic into the dead letters. */
export class BreakerOpen extends Error {
  override readonly name = 'BreakerOpen';
}
