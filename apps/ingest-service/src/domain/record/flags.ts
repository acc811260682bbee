import type { PushedSubject } from '@continuum/contracts';
import { isPartialDate, precisionOf } from '../dates/partial-date.js';
import { ageOn } from './people.js';

const DAY = 86_400_000;
const PLACEHOLDER_NAME =
  /^(john|jane|baby|unknown|unk|none|test|no name|n\/a)?\s*(doe|unknown|unk|none|test|n\/a)$/i;
const PLACEHOLDER_DATES = ['1900-01-01', '1901-01-01', '9999-12-31', '9999-01-01'];
const GENERIC_ADDRESS =
  /^(general delivery|homeless|transient|unknown|none|n\/a|no fixed|unhoused)\b/i;

/** What is doubtful about the person as reported. Nothing is repaired: identity-service drops placeholders. */
export function subjectFlags(subject: PushedSubject, date: string | null, today: string): string[] {
  return [
    ...birthFlags(subject, date, today),
    ...nameFlags(subject),
    ...(subject.addresses?.some(({ line1 = '' }) => GENERIC_ADDRESS.test(line1.trim()))
      ? ['address_generic']
      : []),
  ];
}

function birthFlags(subject: PushedSubject, date: string | null, today: string): string[] {
  const [birth] = subject.birthDates ?? [];
  const age = date !== null && ageOn(subject, date) === null ? ['age_unknown'] : [];
  if (!birth) return ['dob_missing', ...age];
  return [
    ...(precisionOf(birth) === 'day' ? [] : ['dob_partial']),
    ...(isImplausible(birth, today) ? ['dob_implausible'] : []),
    ...(date !== null && birth.slice(0, 4) > date.slice(0, 4) ? ['birth_after_event'] : []),
    ...age,
  ];
}

const isImplausible = (birth: string, today: string) =>
  PLACEHOLDER_DATES.includes(birth) ||
  !isPartialDate(birth) ||
  (/^\d{4}/.test(birth) && Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) > 120) ||
  (!birth.includes('X') && birth > today);

function nameFlags({ names = [] }: PushedSubject): string[] {
  if (names.length === 0) return ['name_missing'];
  const full = names.map(({ given = '', family = '' }) => `${given} ${family}`.trim());
  return full.some((name) => name === '' || PLACEHOLDER_NAME.test(name))
    ? ['name_placeholder']
    : [];
}

export interface Dating {
  readonly occurredAt: string | null;
  readonly localDate: string | null;
}

export function timeFlags({ occurredAt, localDate }: Dating, now: Date): string[] {
  const day = occurredAt ?? localDate;
  if (day === null) return [];
  return [
    ...(occurredAt !== null && Date.parse(occurredAt) > +now ? ['ahead_of_clock'] : []),
    ...(+now - Date.parse(day) > 30 * DAY ? ['late_30_days'] : []),
  ];
}

/** Over 24 hours ahead: a date alone is given until the end of the following day, wherever the clock stands. */
export function isFuture({ occurredAt, localDate }: Dating, now: Date): boolean {
  if (occurredAt !== null) return Date.parse(occurredAt) > +now + DAY;
  return localDate !== null && Date.parse(localDate) > +now + DAY;
}

export function bodyFlags(kind: string, body: Readonly<Record<string, unknown>>, now: Date) {
  if (kind !== 'booking') return [];
  const { admittedAt, releasedAt, charges } = body;
  const [from, to] = [Date.parse(String(admittedAt)), Date.parse(String(releasedAt))];
  return [
    ...(to < from ? ['release_before_admission'] : []),
    ...(releasedAt === undefined && +now - from > 365 * DAY ? ['open_over_365_days'] : []),
    ...(Array.isArray(charges) && charges.length > 0 ? [] : ['booking_without_charge']),
  ];
}
