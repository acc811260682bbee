import type { Precision } from '@continuum/contracts';
import { isDate } from './partial-date.js';
import { dateIn, instantIn, type Reading } from './zone.js';

export interface ReadInstant {
  /** UTC; null where only the date is known. */
  readonly at: string | null;
  /** Date in the city's zone. */
  readonly on: string;
  readonly precision: Precision;
  readonly flags: readonly string[];
}

export interface Zones {
  readonly source: string;
  readonly city: string;
}

const FORM =
  /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const READING_FLAG: Readonly<Record<Reading, string[]>> = {
  plain: [],
  ambiguous: ['ambiguous_time'],
  nonexistent: ['nonexistent_time'],
};

/** An instant as a source wrote it; undefined if there is none such. Its local date is computed here and nowhere else. */
export function readInstant(text: string, zones: Zones): ReadInstant | undefined {
  const [whole, date = '', hour, minute, second, fraction, offset] = FORM.exec(text) ?? [];
  if (whole === undefined || !isDate(date)) return undefined;
  if (hour === undefined) return { at: null, on: date, precision: 'day', flags: ['date_only'] };
  const wall = wallClock(date, hour, minute, second, fraction);
  if (wall === undefined) return undefined;

  const precision = second === undefined ? 'minute' : 'second';
  if (offset) return told(wall - millisecondsOf(offset), zones, precision, []);
  const { utc, reading } = instantIn(zones.source, wall);
  return told(utc, zones, precision, ['zone_assumed', ...READING_FLAG[reading]]);
}

function wallClock(date: string, hour: string, minute = '00', second = '00', fraction = '') {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return Date.parse(`${date}T${hour}:${minute}:${second}Z`) + Math.floor(Number(fraction) * 1000);
}

function told(utc: number, { city }: Zones, precision: Precision, flags: string[]): ReadInstant {
  const at = new Date(utc).toISOString().replace('.000Z', 'Z');
  return { at, on: dateIn(city, utc), precision, flags };
}

function millisecondsOf(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
