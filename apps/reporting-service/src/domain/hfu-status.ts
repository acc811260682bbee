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

  const published = publishedOf(known);
  const isInside = standingOf(rows, asOf).isHighUtilizer;
  const wasInsideThen =
    published !== undefined && standingOf(rows, published.insideAsOf).isHighUtilizer;
  const crossed = crossing(published, { isInside, wasInsideThen });
  const status: HfuStatus = {
    personId,
    measure: HFU.measure,
    version: (known?.version ?? 0) + (crossed ? 1 : 0),
    direction: crossed ?? known?.direction ?? null,
    insideAsOf: isInside ? asOf : (known?.insideAsOf ?? null),
    changesOn: changesOn(rows, asOf),
  };
  const isWorthKeeping = known !== undefined || status.version > 0 || status.changesOn !== null;
  if (!isWorthKeeping || isSame(status, known)) return undefined;
  return { status, ...(crossed && { crossed }) };
}

const publishedOf = (known: HfuStatus | undefined): Published | undefined =>
  known?.direction && known.insideAsOf
    ? { direction: known.direction, insideAsOf: known.insideAsOf }
    : undefined;

const isSame = (status: HfuStatus, known: HfuStatus | undefined) =>
  known !== undefined &&
  status.version === known.version &&
  status.insideAsOf === known.insideAsOf &&
  status.changesOn === known.changesOn;
