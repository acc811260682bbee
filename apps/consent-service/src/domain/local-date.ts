const formats = new Map<string, Intl.DateTimeFormat>();

/** Calendar date in a zone, `YYYY-MM-DD`. */
export function localDateOf(instant: Date, zone: string): string {
  const { year, month, day } = wallClock(instant, zone);
  return `${year}-${month}-${day}`;
}

/** Instant at which a calendar date begins in a zone, also across a clock change. */
export function startOfLocalDay(date: string, zone: string): Date {
  const wanted = Date.parse(`${date}T00:00:00Z`);
  const guess = new Date(wanted - offsetMs(new Date(wanted), zone));
  return new Date(wanted - offsetMs(guess, zone));
}

/** A date-only end lasts to the end of that local day. */
export const endOfLocalDay = (date: string, zone: string) =>
  startOfLocalDay(addDays(date, 1), zone);

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

export const daysBetween = (from: string, to: string) =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;

const DAY_MS = 86_400_000;

function offsetMs(instant: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(instant, zone);
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return local - Math.floor(+instant / 1000) * 1000;
}

function wallClock(instant: Date, zone: string): Record<string, string> {
  const parts = formatOf(zone).formatToParts(instant);
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, format);
  return format;
}
