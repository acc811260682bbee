/** A calendar date of the city, `2024-02-29`. Such dates sort as text. */
export type LocalDate = string;

export function plusDays(date: LocalDate, days: number): LocalDate {
  const { year, month, day } = parts(date);
  return iso(new Date(Date.UTC(year, month - 1, day + days)));
}

/** A calendar step, clamped to the month's end: 2023-08-31 and six months is 2024-02-29. */
export function plusMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = parts(date);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return iso(new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))));
}

export const plusYears = (date: LocalDate, years: number) => plusMonths(date, 12 * years);

export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** 202402 for every date of February 2024. */
export const monthKey = (date: LocalDate) => Number(date.slice(0, 4) + date.slice(5, 7));

export const firstOfMonth = (month: string): LocalDate => `${month}-01`;

export const earliest = (dates: readonly LocalDate[]) =>
  dates.reduce<LocalDate | undefined>(
    (least, date) => (!least || date < least ? date : least),
    undefined,
  );

function parts(date: LocalDate) {
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  };
}

const iso = (date: Date) => date.toISOString().slice(0, 10);
