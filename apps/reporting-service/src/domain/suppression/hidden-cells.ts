import { boundsOfHidden } from './cell-bounds.js';
import type { Cell, Line, Table } from './table.js';

export const SMALLEST_SHOWN = 11;
/** Least distance between what an attacker can and cannot rule out. */
const LEAST_WIDTH = 10;

export const isSmall = (count: number) => count >= 1 && count < SMALLEST_SHOWN;

/** A rate betrays whoever is few: those counted, all of them, or the rest. */
export const isSmallRate = (numerator: number, denominator: number) =>
  isSmall(numerator) || isSmall(denominator) || isSmall(denominator - numerator);

/**
 * Cells that must not be shown: the small ones, those that are small for a reason the table does not tell (`also`),
 * and as many others as it takes that none of them can be worked out.
 */
export function hiddenCells(table: Table, also: Iterable<string> = []): Set<string> {
  const small = [...table.cells.values()].filter(isSmallCell).map(({ key }) => key);
  const primary = [...small, ...also];
  const hidden = new Set(primary);
  for (;;) {
    const next = coverOf(table, hidden) ?? protectionOf(table, hidden, primary);
    if (next === undefined) return hidden;
    hidden.add(next);
  }
}

const isSmallCell = ({ value, people }: Cell) => isSmall(value) || isSmall(people);

/** In a line whose total is shown, two hidden cells at least, and not too few counts behind them. */
function coverOf({ cells, lines }: Table, hidden: ReadonlySet<string>): string | undefined {
  for (const line of lines) {
    const values = line.parts.filter((key) => hidden.has(key)).map((key) => valueIn(cells, key));
    const isCovered = values.length > 1 && sum(values) >= SMALLEST_SHOWN;
    if (values.length === 0 || hidden.has(line.total) || isCovered) continue;
    return smallestShown(cells, line.parts, hidden) ?? line.total;
  }
  return undefined;
}

/** Lines can betray together what each of them keeps. */
function protectionOf(
  table: Table,
  hidden: ReadonlySet<string>,
  primary: readonly string[],
): string | undefined {
  const bounds = boundsOfHidden(table, hidden);
  const isAtRisk = (key: string) => {
    const { least = 0, greatest = Infinity } = bounds.get(key) ?? {};
    return greatest < SMALLEST_SHOWN || greatest - least < LEAST_WIDTH;
  };
  const atRisk = primary.filter(isAtRisk);
  if (atRisk.length === 0) return undefined;
  const near = table.lines
    .map(membersOf)
    .filter((keys) => atRisk.some((key) => keys.includes(key)));
  return (
    smallestShown(table.cells, near.flat(), hidden) ??
    smallestShown(table.cells, [...table.cells.keys()], hidden)
  );
}

const membersOf = ({ parts, total }: Line) => [...parts, total];

function smallestShown(
  cells: Table['cells'],
  keys: readonly string[],
  hidden: ReadonlySet<string>,
): string | undefined {
  return keys
    .filter((key) => !hidden.has(key) && valueIn(cells, key) > 0)
    .sort((a, b) => valueIn(cells, a) - valueIn(cells, b))[0];
}

const valueIn = (cells: Table['cells'], key: string) => cells.get(key)?.value ?? 0;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
