/** The city's working time: Monday to Friday without holidays, 08–17 in its zone. */
export interface CityCalendar {
  readonly zone: string;
  /** Local dates, `2024-12-25`. */
  readonly holidays: ReadonlySet<string>;
}

const OPENS = 8;
const CLOSES = 17;
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
/** One business day. */
export const BUSINESS_DAY_MINUTES = (CLOSES - OPENS) * 60;

export const elapsedMinutes = (from: Date, to: Date) =>
  Math.max(0, Math.floor((+to - +from) / MINUTE_MS));

export const laterBy = (from: Date, minutes: number) => new Date(+from + minutes * MINUTE_MS);

export function businessMinutes(from: Date, to: Date, calendar: CityCalendar): number {
  let open = 0;
  for (const day of workingDays(from, calendar)) {
    if (day.opens >= to) break;
    open += Math.max(0, Math.min(+day.closes, +to) - Math.max(+day.opens, +from));
  }
  return Math.floor(open / MINUTE_MS);
}

export function laterByBusiness(from: Date, minutes: number, calendar: CityCalendar): Date {
  let leftMs = minutes * MINUTE_MS;
  for (const day of workingDays(from, calendar)) {
    const start = Math.max(+day.opens, +from);
    const inDayMs = Math.max(0, +day.closes - start);
    if (leftMs <= inDayMs) return new Date(start + leftMs);
    leftMs -= inDayMs;
  }
  throw new Error('A calendar without working days has no business time.');
}

/** Calendar date in the city's zone. */
export const localDate = (at: Date, zone: string): string => wallClock(at, zone).slice(0, 10);

interface WorkingDay {
  readonly opens: Date;
  readonly closes: Date;
}

/** A century of days is more than any timer needs, and an end for a calendar of holidays only. */
const MOST_DAYS = 36_525;

function* workingDays(from: Date, { zone, holidays }: CityCalendar): Generator<WorkingDay> {
  const first = Date.parse(localDate(from, zone));
  for (let n = 0; n < MOST_DAYS; n += 1) {
    const noonUtc = new Date(first + n * DAY_MS);
    const date = noonUtc.toISOString().slice(0, 10);
    const isWeekend = [0, 6].includes(noonUtc.getUTCDay());
    if (isWeekend || holidays.has(date)) continue;
    yield { opens: instantOf(date, OPENS, zone), closes: instantOf(date, CLOSES, zone) };
  }
}

/** Clocks change at night, so an hour of the working day exists once. */
function instantOf(date: string, hour: number, zone: string): Date {
  const asUtc = Date.parse(`${date}T${String(hour).padStart(2, '0')}:00:00Z`);
  const offset = asUtc - Date.parse(`${wallClock(new Date(asUtc), zone)}Z`);
  const near = new Date(asUtc + offset);
  const corrected = +near - Date.parse(`${wallClock(near, zone)}Z`);
  return new Date(asUtc + corrected);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(at: Date, zone: string): string {
  const format = formats.get(zone) ?? formatOf(zone);
  formats.set(zone, format);
  return format.format(at).replace(' ', 'T');
}

const formatOf = (timeZone: string) =>
  new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
