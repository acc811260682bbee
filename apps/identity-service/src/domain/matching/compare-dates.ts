import { dayOf, isFull, monthDayOf, monthOf, yearOf } from '../preparation/birth-date.js';
import { DATE, isStatedAge, statedYear, type DescriptionBook } from './description-book.js';
import { ABSENT, DateLevel } from './levels.js';

const FIRST_OF_YEAR = 101;
const NO_LEVEL = 99;

/** The first level that holds for any two listed dates; levels are in order of trust. */
export function compareDates(book: DescriptionBook, a: number, b: number): number {
  const [fromA, toA] = [book.from(a, DATE.section), book.to(a, DATE.section)];
  const [fromB, toB] = [book.from(b, DATE.section), book.to(b, DATE.section)];
  let best = NO_LEVEL;
  for (let left = fromA; left < toA; left += 1) {
    for (let right = fromB; right < toB; right += 1) {
      const isFirst = left === fromA && right === fromB;
      const level = levelOf(book.cells[left]!, book.cells[right]!);
      if (level === ABSENT) continue;
      const isExact = level <= DateLevel.exact;
      best = Math.min(best, isExact && !isFirst ? DateLevel.listedElsewhere : level);
    }
  }
  return best === NO_LEVEL ? ABSENT : best;
}

function levelOf(a: number, b: number): number {
  if (isStatedAge(a) || isStatedAge(b)) return agesAgree(a, b);
  if (a < 0 || b < 0) return isOneEditApart(Math.abs(a), Math.abs(b)) ? DateLevel.oneEdit : ABSENT;
  if (isFull(a) && isFull(b)) return fullDates(a, b);
  return partialDates(a, b);
}

function fullDates(a: number, b: number): number {
  if (a === b)
    return monthDayOf(a) === FIRST_OF_YEAR ? DateLevel.exactFirstOfYear : DateLevel.exact;
  const isSameYear = yearOf(a) === yearOf(b);
  if (isSameYear && monthOf(a) === dayOf(b) && dayOf(a) === monthOf(b)) {
    return DateLevel.dayMonthSwapped;
  }
  if (isSameYear) return DateLevel.sameYear;
  if (isOneEditApart(a, b)) return DateLevel.oneEdit;
  if (monthDayOf(a) === monthDayOf(b)) return DateLevel.sameMonthDay;
  return Math.abs(yearOf(a) - yearOf(b)) <= 5 ? DateLevel.withinFiveYears : DateLevel.different;
}

/** Only parts that both know are compared. */
function partialDates(a: number, b: number): number {
  const [years, months, days] = [yearOf, monthOf, dayOf].map((part) => agreement(part(a), part(b)));
  if (years === undefined && months === undefined && days === undefined) return ABSENT;
  if (years === true && months === true && days !== false) return DateLevel.sameMonthDayUnknown;
  if (years === true) return DateLevel.sameYear;
  if (years === undefined && months !== false && days !== false) {
    return months === true && days === true ? DateLevel.sameMonthDay : ABSENT;
  }
  const isNearby = years === false && Math.abs(yearOf(a) - yearOf(b)) <= 5;
  return isNearby ? DateLevel.withinFiveYears : DateLevel.different;
}

function agreement(a: number, b: number): boolean | undefined {
  return a === 0 || b === 0 ? undefined : a === b;
}

function agesAgree(a: number, b: number): number {
  const [yearA, yearB] = [a, b].map((date) =>
    isStatedAge(date) ? statedYear(date) : yearOf(date),
  );
  if (!yearA || !yearB || yearA < 0 || yearB < 0) return ABSENT;
  const apart = Math.abs(yearA - yearB);
  if (apart <= 1) return DateLevel.sameYear;
  return apart <= 5 ? DateLevel.withinFiveYears : DateLevel.different;
}

/** One digit other or two neighbours swapped, in the same decade. */
function isOneEditApart(a: number, b: number): boolean {
  if (Math.trunc(a / 100000) !== Math.trunc(b / 100000)) return false;
  const differing: number[] = [];
  for (let place = 1; place <= 100000; place *= 10) {
    if (Math.trunc(a / place) % 10 !== Math.trunc(b / place) % 10) differing.push(place);
    if (differing.length > 2) return false;
  }
  if (differing.length === 1) return true;
  const [low = 0, high = 0] = differing;
  return high === low * 10 && digit(a, low) === digit(b, high) && digit(a, high) === digit(b, low);
}

const digit = (date: number, place: number) => Math.trunc(date / place) % 10;
