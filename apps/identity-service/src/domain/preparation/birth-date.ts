const MAX_AGE = 120;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const FILLERS = new Set([19000101, 19010101]);

/** Years in which somebody may have been born who is in a record now. */
export interface Lifetime {
  readonly today: Date;
  /** Earliest year of birth; 120 years before today unless told otherwise. */
  readonly earliestYear?: number;
}

/** yyyymmdd with 0 for unknown parts, negative digits for an impossible month or day, undefined for nothing. */
export function prepareBirthDate(text: string, lifetime: Lifetime): number | undefined {
  const [yearText = '', monthText = '', dayText = ''] = text.split('-');
  const year = numberOf(yearText);
  const month = numberOf(monthText);
  const day = numberOf(dayText);
  const packed = year * 10000 + month * 100 + day;
  if (packed === 0 || FILLERS.has(packed) || isOutOfLife(year, packed, lifetime)) return undefined;
  return isPossible(month, day, dayText) && month <= 12 ? packed : -packed;
}

/** Somebody who says 40 in 2026 was born in 1985 or 1986: the year in between stands for both, give or take one. */
export function yearOfStatedAge(stated: { years: number; on: string }): number {
  return Number(stated.on.slice(0, 4)) - stated.years;
}

function numberOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : 0;
}

function isPossible(month: number, day: number, dayText: string): boolean {
  if (dayText === '00' || month > 12) return false;
  return day <= (month === 0 ? 31 : (DAYS_IN_MONTH[month - 1] ?? 0));
}

function isOutOfLife(
  year: number,
  packed: number,
  { today, earliestYear = today.getUTCFullYear() - MAX_AGE }: Lifetime,
): boolean {
  if (year === 0) return false;
  const now = today.getUTCFullYear() * 10000 + (today.getUTCMonth() + 1) * 100 + today.getUTCDate();
  return packed > now || year < earliestYear;
}
