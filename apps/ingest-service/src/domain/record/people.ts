import type { Demographics, PushedSubject } from '@continuum/contracts';
import { isPartialDate, precisionOf, spanOf } from '../dates/partial-date.js';

export const ADULT = 18;
const OLDEST_TOLD = 90;
const OLDEST = 120;

/** Full years on a date, where the known digits leave no doubt; of a stated age, the years between count on. */
export function ageOn(subject: PushedSubject | undefined, date: string): number | null {
  const { youngest, oldest } = agesOn(subject, date) ?? {};
  return youngest !== undefined && youngest === oldest ? youngest : null;
}

/** Might the person have been under 18? A doubt counts as yes. */
export function mayBeJuvenile(subject: PushedSubject | undefined, date: string): boolean {
  const { youngest } = agesOn(subject, date) ?? {};
  return youngest !== undefined && youngest >= 0 && youngest < ADULT;
}

function agesOn(subject: PushedSubject | undefined, date: string) {
  const [birth] = subject?.birthDates ?? [];
  if (birth && isPartialDate(birth) && precisionOf(birth)) {
    const { first, last } = spanOf(birth);
    return { youngest: yearsBetween(last, date), oldest: yearsBetween(first, date) };
  }
  const { statedAge } = subject ?? {};
  if (!statedAge) return undefined;
  const age = statedAge.years + Number(date.slice(0, 4)) - Number(statedAge.on.slice(0, 4));
  return { youngest: age, oldest: age };
}

function yearsBetween(birth: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** What the mart gets in place of a birth date. */
export function demographicsOf(
  subject: PushedSubject | undefined,
  date: string | null,
): Demographics | null {
  if (!subject) return null;
  const age = date === null ? null : ageOn(subject, date);
  return {
    birthYear: birthYearOf(subject),
    ageOnDate: age === null || age < 0 || age > OLDEST ? null : Math.min(age, OLDEST_TOLD),
    sex: subject.sex ?? 'unknown',
    race: [...(subject.race ?? [])],
    ethnicity: subject.ethnicity ?? null,
    isDeceased: subject.deceasedOn !== undefined,
  };
}

function birthYearOf({ birthDates: [birth] = [] }: PushedSubject): number | null {
  const year = birth?.slice(0, 4) ?? '';
  return /^\d{4}$/.test(year) ? Number(year) : null;
}
