import type { QueryRunner } from 'typeorm';

/** Says what a table and each of its columns hold. `personal:` comes first where it is about a person. */
export async function comment(
  runner: QueryRunner,
  table: string,
  text: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const statements = [
    `COMMENT ON TABLE ${table} IS ${quoted(text)}`,
    ...Object.entries(columns).map(
      ([column, meaning]) => `COMMENT ON COLUMN ${table}.${column} IS ${quoted(meaning)}`,
    ),
  ];
  await runner.query(statements.join(';\n'));
}

/** Columns of everything that is kept with its knowledge time. */
export const knowledge = {
  known_from: 'Knowledge time from which this row holds.',
  known_to: 'Knowledge time at which it ceased to hold; infinity while it is current.',
  load_key: 'The load that brought it.',
};
