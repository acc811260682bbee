import type { PushedSubject } from '@continuum/contracts';
import type { Random } from '../random.js';
import type { Errors } from './errors.js';
import { localDate } from './local-time.js';

/** The birth date as a clerk wrote it, an age where only that was said, or nothing. */
export function writtenBirth(
  birthDate: string,
  instant: number,
  errors: Errors,
  random: Random,
): Pick<PushedSubject, 'birthDates' | 'statedAge'> {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  if (errors.happens('birthDateMissing'))
    return errors.happens('statedAge') ? stated(birthDate, instant, random) : {};
  return { birthDates: [asWritten({ year, month, day }, errors, random)] };
}

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

function asWritten({ year, month, day }: Parts, errors: Errors, random: Random): string {
  if (errors.happens('paddedDate')) return `${year}-01-01`;
  if (errors.happens('partialDate'))
    return random.chance(0.5) ? `${year}-${month}-XX` : `${year}-XX-XX`;
  if (errors.happens('dayMonthSwapped', Number(day) <= 12 && day !== month))
    return `${year}-${day}-${month}`;
  const whole = `${year}-${month}-${day}`;
  return errors.happens('digitOff') ? oneDigitOff(whole, random) : whole;
}

/** The last digit of a part, or the decade, is another; the date stays one of the calendar. */
function oneDigitOff(date: string, random: Random): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const other = (from: number, to: number, than: number) => {
    const value = random.whole(from, to - 1);
    return value >= than ? value + 1 : value;
  };
  const units = (part: string, highest: number) =>
    part.charAt(0) + String(other(part.startsWith('0') ? 1 : 0, highest, Number(part.charAt(1))));
  switch (random.whole(0, 3)) {
    case 0:
      return `${year.slice(0, 3)}${other(0, 9, Number(year.charAt(3)))}-${month}-${day}`;
    case 1:
      return `${Number(year) - 10}-${month}-${day}`;
    case 2:
      return `${year}-${units(month, month.startsWith('1') ? 2 : 9)}-${day}`;
    default:
      return `${year}-${month}-${units(day, day.startsWith('2') ? 8 : 9)}`;
  }
}

/** What people say of their age is a year off now and then. */
function stated(
  birthDate: string,
  instant: number,
  random: Random,
): Pick<PushedSubject, 'statedAge'> {
  const on = localDate(instant);
  const hadBirthday = on.slice(5) >= birthDate.slice(5);
  const age = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
  const off = random.chance(0.15) ? random.pick([-1, 1, 2]) : 0;
  return { statedAge: { years: Math.max(0, age + off), on } };
}
