import type { LinkedRow } from './contact-row.js';
import { crossing, type Direction, type Published } from './crossing.js';
import { changesOn, HFU, standingOf } from './high-utilizer.js';
import type { LocalDate } from './local-date.js';

/** What was last told about a person, and when time alone will change it. */
export interface HfuStatus {
  readonly personId: string;
  readonly measure: string;
  /** 0 while nothing was told. */
  readonly version: number;
  readonly direction: Direction | null;
  readonly insideAsOf: LocalDate | null;
  readonly changesOn: LocalDate | null;
}

export interface StatusStep {
  readonly status: HfuStatus;
  /** The line was crossed: to be told. */
  readonly crossed?: Direction;
}

/** Where a person stands now; undefined where that is nowhere near the line and nothing was ever told. */
export function nextStatus(
  personId: string,
  rows: readonly LinkedRow[],
  known: HfuStatus | undefined,
  asOf: LocalDate,
): StatusStep | undefined {
  const isFarFromTheLine = rows.length < HFU.episodes && known === undefined;
  if (isFarFromTheLine) return undefined;

  const isInside = standingOf(rows, asOf).isHighUtilizer;
  const crossed = crossedSince(publishedOf(known), rows, isInside);
  const last = known ?? neverTold(personId);
  const status: HfuStatus = {
    ...last,
    version: last.version + (crossed ? 1 : 0),
    direction: crossed ?? last.direction,
    insideAsOf: isInside ? asOf : last.insideAsOf,
    changesOn: changesOn(rows, asOf),
  };
  return isSame(status, last) ? undefined : { status, ...(crossed && { crossed }) };
}

function crossedSince(
  published: Published | undefined,
  rows: readonly LinkedRow[],
  isInside: boolean,
): Direction | undefined {
  const wasInsideThen =
    published !== undefined && standingOf(rows, published.insideAsOf).isHighUtilizer;
  return crossing(published, { isInside, wasInsideThen });
}

const neverTold = (personId: string): HfuStatus => ({
  personId,
  measure: HFU.measure,
  version: 0,
  direction: null,
  insideAsOf: null,
  changesOn: null,
});

const publishedOf = (known: HfuStatus | undefined): Published | undefined =>
  known?.direction && known.insideAsOf
    ? { direction: known.direction, insideAsOf: known.insideAsOf }
    : undefined;

const isSame = (status: HfuStatus, last: HfuStatus) =>
  status.version === last.version &&
  status.insideAsOf === last.insideAsOf &&
  status.changesOn === last.changesOn;
