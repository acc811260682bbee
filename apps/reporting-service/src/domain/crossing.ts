import type { LocalDate } from './local-date.js';

export type Direction = 'entered' | 'returned' | 'aged_out' | 'withdrawn';

/** The last thing we told about a person and a measure. */
export interface Published {
  readonly direction: Direction;
  /** The last as-of date on which the person was seen inside. */
  readonly insideAsOf: LocalDate;
}

interface Now {
  readonly isInside: boolean;
  /** Whether today's records still put the person inside on the date it was last seen there. */
  readonly wasInsideThen: boolean;
}

export const isInside = (published: Published | undefined) =>
  published?.direction === 'entered' || published?.direction === 'returned';

/** Which way a person crossed the line since we last told; undefined if not at all. */
export function crossing(published: Published | undefined, now: Now): Direction | undefined {
  if (now.isInside === isInside(published)) return undefined;
  if (now.isInside) return published?.direction === 'aged_out' ? 'returned' : 'entered';
  return now.wasInsideThen ? 'aged_out' : 'withdrawn';
}
