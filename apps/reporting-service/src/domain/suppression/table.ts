/** One count of a table and how many distinct people stand behind it. */
export interface Cell {
  readonly key: string;
  readonly value: number;
  readonly people: number;
}

/** A sum that is shown beside its parts, so that parts can be worked out from it. */
export interface Line {
  readonly total: string;
  readonly parts: readonly string[];
  /**
   * Rows and columns cross: a cell is in at most one of each. The totals of rows stand in a column, but they add up as
   * a row's parts do.
   */
  readonly along: 'row' | 'column';
}

export interface Table {
  readonly cells: ReadonlyMap<string, Cell>;
  readonly lines: readonly Line[];
}

export const TOTAL = 'total';

/** A list of counts with its total. */
export function listTable(parts: readonly Cell[], total: Cell): Table {
  return {
    cells: new Map([...parts, total].map((cell) => [cell.key, cell])),
    lines: [{ total: total.key, parts: parts.map(({ key }) => key), along: 'row' }],
  };
}

/** A table of rows and columns with all its totals. Cells are `row/column`, as numbers from 0, or `total`. */
export function gridTable(rows: readonly (readonly number[])[]): Table {
  const rowNames = [...rows.keys(), TOTAL];
  const columnNames = [...(rows[0] ?? []).keys(), TOTAL];
  const valueAt = (row: string | number, column: string | number) =>
    sum(
      rows
        .filter((_, name) => row === TOTAL || name === row)
        .map((values) => sum(values.filter((_, name) => column === TOTAL || name === column))),
    );
  const cells = rowNames.flatMap((row) =>
    columnNames.map((column) => {
      const value = valueAt(row, column);
      return { key: `${row}/${column}`, value, people: value };
    }),
  );
  return {
    cells: new Map(cells.map((cell) => [cell.key, cell])),
    lines: [
      ...rowNames.map((row) => ({
        along: row === TOTAL ? ('column' as const) : ('row' as const),
        total: `${row}/${TOTAL}`,
        parts: [...(rows[0] ?? []).keys()].map((column) => `${row}/${column}`),
      })),
      ...columnNames.map((column) => ({
        along: column === TOTAL ? ('row' as const) : ('column' as const),
        total: `${TOTAL}/${column}`,
        parts: [...rows.keys()].map((row) => `${row}/${column}`),
      })),
    ],
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
