import { firstOfMonth, plusMonths, type LocalDate } from '../local-date.js';

/** The month after the newest published, or the last one that is over where none was; undefined while it runs. */
export function dueMonth(newest: string | undefined, today: LocalDate): string | undefined {
  const running = today.slice(0, 7);
  const due = newest ? monthAfter(newest) : plusMonths(firstOfMonth(running), -1).slice(0, 7);
  return due < running ? due : undefined;
}

/** As-of date of a month that is over: the day after it, exclusive. */
export const asOfMonth = (month: string): LocalDate => plusMonths(firstOfMonth(month), 1);

const monthAfter = (month: string) => asOfMonth(month).slice(0, 7);
