import type { MonthlyMeasure } from './measure.js';
import { hiddenCells, isSmall } from './suppression/hidden-cells.js';
import { roundedToFive } from './suppression/rounding.js';
import { listTable, TOTAL, type Cell, type Table } from './suppression/table.js';

export interface Count {
  readonly value: number;
  /** Distinct people behind it. Those not linked to anybody may all be one person. */
  readonly people: number;
}

/** What was counted for one department, or for all of them together. */
export interface MonthlyFigures {
  readonly department: string;
  readonly counts: Readonly<Record<MonthlyMeasure, Count>>;
}

export interface ShownCell {
  readonly value: number | null;
  readonly state: 'shown' | 'hidden';
}

export interface ReportRow {
  readonly department: string;
  readonly cells: Readonly<Record<MonthlyMeasure, ShownCell>>;
}

/** The profile of a table for everybody: small cells hidden, the rest rounded. */
export const PUBLIC_PROFILE = { name: 'public', hidesUnder: 11, roundsTo: 5 } as const;

export const CAUTIONS = ['Counts only what departments recorded: city contacts, not conduct.'];

/** The table as it may be shown: departments, then the total under the name `total`. */
export function monthlyTable(
  departments: readonly MonthlyFigures[],
  total: MonthlyFigures,
): ReportRow[] {
  const rows = [...departments, { ...total, department: TOTAL }];
  const persons = hiddenOf('persons', rows);
  const hidden = {
    records: hiddenOf('records', rows),
    contactEpisodes: hiddenOf('contactEpisodes', rows),
    persons,
    highUtilizers: hiddenOf('highUtilizers', rows, rows.filter(betraysTheRest(persons))),
  };
  const cell = ({ department, counts }: MonthlyFigures, measure: MonthlyMeasure): ShownCell =>
    hidden[measure].has(department)
      ? { value: null, state: 'hidden' }
      : { value: roundedToFive(counts[measure].value), state: 'shown' };

  return rows.map((row) => ({
    department: row.department,
    cells: {
      records: cell(row, 'records'),
      contactEpisodes: cell(row, 'contactEpisodes'),
      persons: cell(row, 'persons'),
      highUtilizers: cell(row, 'highUtilizers'),
    },
  }));
}

const hiddenOf = (
  measure: MonthlyMeasure,
  rows: readonly MonthlyFigures[],
  also: readonly MonthlyFigures[] = [],
): Set<string> =>
  hiddenCells(
    columnTable(measure, rows),
    also.map(({ department }) => department),
  );

/** Distinct people do not add up over departments; they are hidden as if they did. */
export function columnTable(measure: MonthlyMeasure, rows: readonly MonthlyFigures[]): Table {
  const cells = rows.map(({ department, counts }): Cell => ({
    key: department,
    ...counts[measure],
  }));
  const parts = cells.filter(({ key }) => key !== TOTAL);
  const total = {
    key: TOTAL,
    value: parts.reduce((sum, { value }) => sum + value, 0),
    people: cells.find(({ key }) => key === TOTAL)?.people ?? 0,
  };
  return listTable(parts, total);
}

/** High utilizers are some of the persons: beside them they would tell how many are not, or how many there are. */
export const betraysTheRest =
  (hiddenPersons: ReadonlySet<string>) =>
  ({ department, counts: { persons, highUtilizers } }: MonthlyFigures) =>
    highUtilizers.value > 0 &&
    (hiddenPersons.has(department) || isSmall(persons.value - highUtilizers.value));
