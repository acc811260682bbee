import { endOfLocalDay, localDateOf, startOfLocalDay } from '../local-date.js';
import type { PolicySet } from '../policy-set.js';

const STARTS = ['from', 'lastActiveAt', 'signedAt', 'approvedAt', 'suspendedAt'];
const ENDS = ['until', 'expiresAt'];
const DURATION = /^([+-])P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Instants in place of dates and of durations from a city's first run. A date begins and ends at local midnight; a
 * duration backwards is exact, one forwards lasts to the end of its local day.
 */
export function resolveDates(set: PolicySet, firstRun: Date): PolicySet {
  return resolve(set, { firstRun, zone: set.timeZone }) as PolicySet;
}

interface Calendar {
  readonly firstRun: Date;
  readonly zone: string;
}

function resolve(value: unknown, calendar: Calendar): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, calendar));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    resolveField(key, item, calendar),
  ]);
  return Object.fromEntries(entries) as unknown;
}

function resolveField(key: string, value: unknown, calendar: Calendar): unknown {
  if (typeof value !== 'string') return resolve(value, calendar);
  if (STARTS.includes(key)) return startOf(value, calendar).toISOString();
  return ENDS.includes(key) ? endOf(value, calendar).toISOString() : value;
}

function startOf(text: string, { firstRun, zone }: Calendar): Date {
  if (DATE.test(text)) return startOfLocalDay(text, zone);
  return shifted(firstRun, text) ?? new Date(text);
}

function endOf(text: string, { firstRun, zone }: Calendar): Date {
  const date = DATE.test(text) ? text : undefined;
  const shift = shifted(firstRun, text);
  if (date) return endOfLocalDay(date, zone);
  return shift ? endOfLocalDay(localDateOf(shift, zone), zone) : new Date(text);
}

function shifted(instant: Date, text: string): Date | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [, sign, years, months, days] = match;
  const factor = sign === '-' ? -1 : 1;
  const result = new Date(instant);
  result.setUTCFullYear(result.getUTCFullYear() + factor * Number(years ?? 0));
  result.setUTCMonth(result.getUTCMonth() + factor * Number(months ?? 0));
  result.setUTCDate(result.getUTCDate() + factor * Number(days ?? 0));
  return result;
}
