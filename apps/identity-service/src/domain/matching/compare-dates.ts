import {
  DATE,
  dayIn,
  isFullDate,
  isStatedAge,
  monthDayIn,
  monthIn,
  statedYear,
  yearIn,
  type DescriptionBook,
} from './description-book.js';
import { ABSENT, DateLevel } from './levels.js';

/** 1 January, as month and day stand in a cell. */
const FIRST_OF_YEAR = (1 << 5) | 1;
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
  if (a < 0 || b < 0) return impossibleDates(a, b);
  if (isFullDate(a) && isFullDate(b)) return fullDates(a, b);
  return partialDates(a, b);
}

function fullDates(a: number, b: number): number {
  if (a === b)
    return monthDayIn(a) === FIRST_OF_YEAR ? DateLevel.exactFirstOfYear : DateLevel.exact;
  if (yearIn(a) === yearIn(b)) {
    if (monthIn(a) === dayIn(b) && dayIn(a) === monthIn(b)) return DateLevel.dayMonthSwapped;
    if (isOneEditApart(digitsOf(a), digitsOf(b))) return DateLevel.oneEditInYear;
    return monthIn(a) === monthIn(b) ? DateLevel.sameMonth : DateLevel.sameYear;
  }
  const isFirst = monthDayIn(a) === FIRST_OF_YEAR;
  if (isOneEditApart(digitsOf(a), digitsOf(b))) {
    return isFirst ? DateLevel.oneEditOfFirst : DateLevel.oneEditOfYear;
  }
  if (monthDayIn(a) === monthDayIn(b) && !isFirst) return DateLevel.sameMonthDay;
  return Math.abs(yearIn(a) - yearIn(b)) <= 5 ? DateLevel.withinFiveYears : DateLevel.different;
}

/** Digits that make no date are worth what they share with others. */
function impossibleDates(a: number, b: number): number {
  const [one, other] = [digitsOf(a), digitsOf(b)];
  if (one === other) return DateLevel.oneEditInYear;
  const isSameYear = Math.trunc(one / 10000) === Math.trunc(other / 10000);
  if (!isOneEditApart(one, other)) return isSameYear ? DateLevel.sameYear : ABSENT;
  return isSameYear ? DateLevel.oneEditInYear : DateLevel.oneEditOfYear;
}

/** Only parts that both know are compared. */
function partialDates(a: number, b: number): number {
  const [years, months, days] = [yearIn, monthIn, dayIn].map((part) => agreement(part(a), part(b)));
  if (years === undefined && months === undefined && days === undefined) return ABSENT;
  if (years === true && months === true && days !== false) return DateLevel.sameMonth;
  if (years === true) return DateLevel.sameYear;
  if (years === undefined && months !== false && days !== false) {
    return months === true && days === true ? DateLevel.sameMonthDay : ABSENT;
  }
  const isNearby = years === false && Math.abs(yearIn(a) - yearIn(b)) <= 5;
  return isNearby ? DateLevel.withinFiveYears : DateLevel.different;
}

function agreement(a: number, b: number): boolean | undefined {
  return a === 0 || b === 0 ? undefined : a === b;
}

function agesAgree(a: number, b: number): number {
  const [yearA, yearB] = [a, b].map((date) =>
    isStatedAge(date) ? statedYear(date) : yearIn(date),
  );
  if (!yearA || !yearB || yearA < 0 || yearB < 0) return ABSENT;
  const apart = Math.abs(yearA - yearB);
  if (apart <= 1) return DateLevel.sameYear;
  return apart <= 5 ? DateLevel.withinFiveYears : DateLevel.different;
}

/** yyyymmdd, also of what makes no date. */
function digitsOf(cell: number): number {
  return cell < 0 ? -cell : yearIn(cell) * 10000 + monthIn(cell) * 100 + dayIn(cell);
}

/** One digit other or two neighbours swapped, in the same decade. */
function isOneEditApart(a: number, b: number): boolean {
  if (((a / 100000) | 0) !== ((b / 100000) | 0)) return false;
  let [differing, low, high] = [0, 0, 0];
  for (let place = 1; place <= 10000; place *= 10) {
    if (digit(a, place) === digit(b, place)) continue;
    differing += 1;
    if (differing > 2) return false;
    [low, high] = [high || place, place];
  }
  if (differing < 2) return differing === 1;
  return high === low * 10 && digit(a, low) === digit(b, high) && digit(a, high) === digit(b, low);
}

const digit = (date: number, place: number) => ((date / place) | 0) % 10;
