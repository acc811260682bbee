import type { Interval } from './facts.js';

/** Half-open: in force from `from` on, no longer at `until`. */
export const isInForce = ({ from, until }: Interval, now: Date) =>
  from <= now && (until === undefined || now < until);

export const isPast = (instant: Date | undefined, now: Date) =>
  instant !== undefined && instant <= now;
