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
    `COMMENT ON TABLE "${table}" IS ${quoted(text)}`,
    ...Object.entries(columns).map(
      ([column, meaning]) => `COMMENT ON COLUMN "${table}"."${column}" IS ${quoted(meaning)}`,
    ),
  ];
  await runner.query(statements.join(';\n'));
}
