import type { Precision } from '@continuum/contracts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** 31 February is none. */
export function isDate(text: string): boolean {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  return day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
}

/** Could the unknown digits be filled in so that the date exists? */
export function isPartialDate(text: string): boolean {
  if (!text.includes('X')) return isDate(text);
  const [year = '', month = '', day = ''] = text.split('-');
  const leapYear = year.includes('X') ? '2000' : year;
  return MONTHS.filter((each) => fits(month, each)).some((each) =>
    DAYS.some((one) => fits(day, one) && isDate(`${leapYear}-${each}-${one}`)),
  );
}

/** Precision is read off the digits; null where not even the year is known. */
export function precisionOf(text: string): Precision | null {
  const [year = '', month = '', day = ''] = text.split('-');
  if (year.includes('X')) return null;
  if (month.includes('X')) return 'year';
  return day.includes('X') ? 'month' : 'day';
}

const twoDigits = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, nth) => String(from + nth).padStart(2, '0'));
const MONTHS = twoDigits(1, 12);
const DAYS = twoDigits(1, 31);

const fits = (pattern: string, digits: string) =>
  [...pattern].every((one, nth) => one === 'X' || one === digits[nth]);

/** Earliest and latest day it can be, for a known year. */
export function spanOf(text: string): { readonly first: string; readonly last: string } {
  if (!text.includes('X')) return { first: text, last: text };
  const [year = '', month = '', day = ''] = text.split('-');
  const months = MONTHS.filter((each) => fits(month, each));
  const days = (of: string) =>
    DAYS.filter((each) => fits(day, each) && isDate(`${year}-${of}-${each}`));
  const all = months.flatMap((each) => days(each).map((one) => `${year}-${each}-${one}`));
  return { first: all[0] ?? text, last: all.at(-1) ?? text };
}
