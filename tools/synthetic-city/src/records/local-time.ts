import { DateTime } from 'luxon';

export const CITY_ZONE = 'America/Los_Angeles';

const HOUR = 3_600_000;
const offsets = new Map<number, number>();

/** ms to add for the city's wall clock; it changes on a full hour UTC, and luxon is asked once for each hour. */
function offsetAt(ms: number): number {
  const hour = Math.floor(ms / HOUR);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const offset = DateTime.fromMillis(hour * HOUR, { zone: CITY_ZONE }).offset * 60_000;
  offsets.set(hour, offset);
  return offset;
}
const inCity = (ms: number) => new Date(ms + offsetAt(ms)).toISOString();

export const localDate = (ms: number) => inCity(ms).slice(0, 10);
/** As a source writes it whose clock has no zone. */
export const wallTime = (ms: number) => inCity(ms).slice(0, 19);
/** UTC, whole seconds. */
export const instant = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
