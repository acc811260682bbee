import type { EntityManager } from 'typeorm';

/** Which column holds which property: complete by type, and the only place that names columns. */
export interface Table<T> {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: { readonly [K in keyof T]-?: string };
}

/** `person_id AS "personId", …`: explicit columns, named as the domain names them. */
export const listOf = <T>({ columns, name }: Table<T>): string =>
  Object.entries<string>(columns)
    .map(([property, column]) => `${name}.${column} AS "${property}"`)
    .join(', ');

/** One statement for any number of rows, in key order; an older version changes nothing. */
export async function upsert<T>(
  tx: EntityManager,
  table: Table<T>,
  values: readonly T[],
  isNewer = 'kept.version < excluded.version',
): Promise<void> {
  if (values.length === 0) return;
  const entries = Object.entries<string>(table.columns);
  const columns = entries.map(([, column]) => column);
  const changed = columns.filter((column) => !table.key.includes(column));
  await tx.query(
    `INSERT INTO ${table.name} AS kept (${columns.join(', ')})
     SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(null::${table.name}, $1::jsonb)
      ORDER BY ${table.key.join(', ')}
     ON CONFLICT (${table.key.join(', ')}) DO UPDATE
        SET ${changed.map((column) => `${column} = excluded.${column}`).join(', ')}
      WHERE ${isNewer}`,
    [JSON.stringify(values.map((value) => toRow(entries, value)))],
  );
}

function toRow<T>(entries: readonly [string, string][], value: T): Record<string, unknown> {
  const source = value as Record<string, unknown>;
  return Object.fromEntries(entries.map(([property, column]) => [column, source[property]]));
}
