import type { QueryRunner } from 'typeorm';

/** What a table and each of its columns hold; `personal:` first where a row is about a person. */
export async function comment(
  runner: QueryRunner,
  table: string,
  text: string,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  await runner.query(`COMMENT ON TABLE ${table} IS ${quoted(text)}`);
  for (const [column, meaning] of Object.entries(columns)) {
    await runner.query(`COMMENT ON COLUMN ${table}.${column} IS ${quoted(meaning)}`);
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
