import type { EntityManager } from 'typeorm';

type ColumnType = 'text' | 'int' | 'bigint' | 'boolean' | 'date' | 'timestamptz' | 'uuid' | 'json';

/** SQL types of a row's columns; the columns are its fields in snake case. */
export type Columns<Row> = { readonly [K in keyof Row & string]: ColumnType | 'text[]' };

export const snake = (field: string) => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

export const columnNames = <Row>(columns: Columns<Row>) =>
  Object.keys(columns).map(snake).join(', ');

/** Rows as a relation `given`, one array parameter per column from `$first` on. */
export function givenRows<Row>(columns: Columns<Row>, first = 1): string {
  const names = columnNames(columns);
  const types = Object.values<string>(columns);
  const parameters = types.map((type, nth) => `$${first + nth}::${sentAs(type)}[]`).join(', ');
  const selected = Object.entries<string>(columns)
    .map(([field, type]) => (type === sentAs(type) ? snake(field) : `${snake(field)}::${type}`))
    .join(', ');
  return `(SELECT ${selected} FROM unnest(${parameters}) AS sent (${names})) AS given (${names})`;
}

export const givenValues = <Row>(columns: Columns<Row>, rows: readonly Row[]): unknown[][] =>
  Object.entries<string>(columns).map(([field, type]) =>
    rows.map((row) => sentValue(row[field as keyof Row], type)),
  );

export async function insertRows<Row>(
  tx: EntityManager,
  table: string,
  columns: Columns<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO ${table} (${columnNames(columns)}) SELECT * FROM ${givenRows(columns)}`,
    givenValues(columns, rows),
  );
}

/** `unnest` flattens nested arrays, and JSON is best forwarded as text. */
const sentAs = (type: string) => (type === 'text[]' || type === 'json' ? 'text' : type);

function sentValue(value: unknown, type: string): unknown {
  if (type === 'text[]') return arrayLiteral(value as readonly string[]);
  return value;
}

export const arrayLiteral = (values: readonly string[]) =>
  `{${values.map((value) => JSON.stringify(value)).join(',')}}`;
