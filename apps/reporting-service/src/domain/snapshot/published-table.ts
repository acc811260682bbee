import type { MonthlyMeasure } from '../measure.js';
import {
  betraysTheRest,
  columnTable,
  monthlyTable,
  type MonthlyFigures,
  type ShownCell,
} from '../monthly-report.js';
import { hiddenCells, isSmall } from '../suppression/hidden-cells.js';
import { roundedToFive } from '../suppression/rounding.js';
import { listTable, TOTAL } from '../suppression/table.js';

/** A cell of a published table, and the count behind it. */
export interface PublishedCell extends ShownCell {
  /** The figure has changed by too few people to say so: this is the old one. */
  readonly isKept: boolean;
  /** What was counted when the value shown was made, and the knowledge time of that count. */
  readonly counted: { readonly value: number; readonly people: number; readonly at: string };
}

export interface PublishedRow {
  readonly department: string;
  readonly cells: Readonly<Record<MonthlyMeasure, PublishedCell>>;
}

/** Departments and all of them together, counted at one knowledge time. */
export interface CountedFigures {
  readonly departments: readonly MonthlyFigures[];
  readonly total: MonthlyFigures;
  readonly knowledgeAt: string;
}

/** How many people at least have another share of a cell than when the value shown was counted. */
export type ChangedPeople = (measure: MonthlyMeasure, department: string, since: string) => number;

const MEASURES = ['records', 'contactEpisodes', 'persons', 'highUtilizers'] as const;

export function firstTable({ departments, total, knowledgeAt }: CountedFigures): PublishedRow[] {
  const rows = monthlyTable(departments, total);
  const figures = [...departments, { ...total, department: TOTAL }];
  return rows.map(({ department, cells }, nth) => ({
    department,
    cells: perMeasure((measure) => ({
      ...cells[measure],
      isKept: false,
      counted: { ...countOf(figures[nth], measure), at: knowledgeAt },
    })),
  }));
}

/**
 * The table once more, beside an earlier release that everybody has. A cell that fewer than eleven people changed
 * keeps its old value, and so do as many others as would betray it; what was hidden stays hidden; nothing is
 * protected by a cell whose value is known from before, and a column that cannot be protected stays as it was.
 */
export function restatedTable(
  figures: CountedFigures,
  earlier: readonly PublishedRow[],
  changedSince: ChangedPeople,
): PublishedRow[] {
  const rows = [...figures.departments, { ...figures.total, department: TOTAL }];
  const columns = perMeasure((measure) => columnOf(measure, rows, earlier, changedSince));
  const exposed = rows.filter(betraysBeside(columns.highUtilizers.known)).map(nameOf);
  const persons = settled('persons', columns.persons, rows, exposed);
  const betrayed = rows.filter(betraysTheRest(persons.hidden)).map(nameOf);
  const settledColumns: Readonly<Record<MonthlyMeasure, Settled>> = {
    records: settled('records', columns.records, rows),
    contactEpisodes: settled('contactEpisodes', columns.contactEpisodes, rows),
    persons,
    highUtilizers: settled('highUtilizers', columns.highUtilizers, rows, betrayed),
  };
  return rows.map((row) => ({
    department: row.department,
    cells: perMeasure((measure) => {
      const counted = { ...countOf(row, measure), at: figures.knowledgeAt };
      return cellOf(row.department, counted, settledColumns[measure]);
    }),
  }));
}

interface Column {
  readonly old: ReadonlyMap<string, PublishedCell>;
  readonly changed: ReadonlySet<string>;
  /** Changed by too few people, or betraying such a cell. */
  readonly kept: ReadonlySet<string>;
  /** Shown before, and still what it was or taken for it. */
  readonly known: ReadonlySet<string>;
}

interface Settled extends Column {
  readonly hidden: ReadonlySet<string>;
}

function columnOf(
  measure: MonthlyMeasure,
  rows: readonly MonthlyFigures[],
  earlier: readonly PublishedRow[],
  changedSince: ChangedPeople,
): Column {
  const old = new Map(earlier.map((row) => [row.department, row.cells[measure]]));
  const changes = rows.map((row) => {
    const people = changedIn(countOf(row, measure), old.get(row.department), (at) =>
      changedSince(measure, row.department, at),
    );
    return { key: row.department, value: people, people };
  });
  const parts = changes.filter(({ key }) => key !== TOTAL);
  const people = changes.find(({ key }) => key === TOTAL)?.people ?? 0;
  const value = parts.reduce((sum, part) => sum + part.value, 0);
  const kept = hiddenCells(listTable(parts, { key: TOTAL, value, people }));
  const changed = new Set(changes.filter((one) => one.people > 0).map(({ key }) => key));
  const isOld = (key: string) => !changed.has(key) || kept.has(key);
  return { old, changed, kept, known: new Set(shownIn(old).filter(isOld)) };
}

/** Rows that were erased tell of no change any more; the counts themselves still do. */
function changedIn(
  now: { readonly value: number; readonly people: number },
  old: PublishedCell | undefined,
  changedSince: (at: string) => number,
): number {
  if (!old) return now.people;
  const { value, people, at } = old.counted;
  const least = Math.max(Math.abs(now.people - people), Number(now.value !== value));
  return Math.max(least, changedSince(at));
}

/** Which cells are not shown. A total that is known cannot be hidden any more: then nothing new is told. */
function settled(
  measure: MonthlyMeasure,
  column: Column,
  rows: readonly MonthlyFigures[],
  also: readonly string[] = [],
): Settled {
  const { old, changed, known } = column;
  const unknown = rows.filter((row) => row.department === TOTAL || !known.has(row.department));
  const before = [...old.keys()].filter((key) => old.get(key)?.state === 'hidden');
  const alsoUnknown = also.filter((key) => !known.has(key));
  const hidden = hiddenCells(columnTable(measure, unknown), [...before, ...alsoUnknown]);
  const isBetrayed = known.has(TOTAL) && hidden.has(TOTAL);
  if (!isBetrayed) return { ...column, hidden };
  return { old, changed, kept: changed, known: new Set(shownIn(old)), hidden: new Set(before) };
}

const shownIn = (old: Column['old']) =>
  [...old.keys()].filter((key) => old.get(key)?.state === 'shown');

/** High utilizers that everybody knows already, beside a new number of persons, would tell how few are none. */
const betraysBeside =
  (known: ReadonlySet<string>) =>
  ({ department, counts: { persons, highUtilizers } }: MonthlyFigures) =>
    known.has(department) &&
    highUtilizers.value > 0 &&
    isSmall(persons.value - highUtilizers.value);

function cellOf(
  department: string,
  counted: PublishedCell['counted'],
  { old, changed, kept, known, hidden }: Settled,
): PublishedCell {
  const before = old.get(department);
  if (before && known.has(department)) {
    const isAnother = counted.value !== before.counted.value;
    return { ...before, isKept: isAnother && kept.has(department) };
  }
  const isOld = !changed.has(department) || kept.has(department);
  if (before?.state === 'hidden' && isOld) return before;
  return hidden.has(department)
    ? { value: null, state: 'hidden', isKept: false, counted }
    : { value: roundedToFive(counted.value), state: 'shown', isKept: false, counted };
}

function countOf(row: MonthlyFigures | undefined, measure: MonthlyMeasure) {
  if (!row) throw new Error('every row of a table was counted');
  return row.counts[measure];
}

const nameOf = ({ department }: MonthlyFigures) => department;

function perMeasure<T>(of: (measure: MonthlyMeasure) => T): Record<MonthlyMeasure, T> {
  const [records, contactEpisodes, persons, highUtilizers] = MEASURES.map(of) as [T, T, T, T];
  return { records, contactEpisodes, persons, highUtilizers };
}
