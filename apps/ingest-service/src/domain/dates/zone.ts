const QUARTER = 900_000;
const DAY = 96 * QUARTER;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();
const REMEMBERED = 50_000;

/** Milliseconds that the zone's clock is ahead of UTC. On a day that ends as it began, they are the same all day. */
export function offsetAt(zone: string, utc: number): number {
  const midnight = Math.floor(utc / DAY) * DAY;
  const offset = rememberedAt(zone, midnight);
  if (rememberedAt(zone, midnight + DAY) === offset) return offset;
  return rememberedAt(zone, Math.floor(utc / QUARTER) * QUARTER);
}

/** No zone of today changes its clock within an hour's quarter. */
function rememberedAt(zone: string, quarter: number): number {
  const known = offsets.get(zone) ?? new Map<number, number>();
  const cached = known.get(quarter);
  if (cached !== undefined) return cached;
  if (known.size > REMEMBERED) known.clear();
  const offset = wallClock(zone, quarter) - quarter;
  offsets.set(zone, known.set(quarter, offset));
  return offset;
}

/** Calendar date that the zone's clock shows. */
export const dateIn = (zone: string, utc: number): string =>
  new Date(utc + offsetAt(zone, utc)).toISOString().slice(0, 10);

export type Reading = 'plain' | 'ambiguous' | 'nonexistent';

/** A wall clock's time (as if it were UTC) → the instant: the first of two, or moved forward over a gap. */
export function instantIn(zone: string, wall: number): { utc: number; reading: Reading } {
  const [before, after] = [offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)];
  const fitting = [before, after].filter((offset) => offsetAt(zone, wall - offset) === offset);
  if (fitting.length === 0) return { utc: wall - before, reading: 'nonexistent' };
  const isTwice = fitting.length === 2 && before !== after;
  return {
    utc: wall - Math.max(...fitting),
    reading: isTwice ? 'ambiguous' : 'plain',
  };
}

function wallClock(zone: string, utc: number): number {
  const part = Object.fromEntries(
    formatOf(zone)
      .formatToParts(utc)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
