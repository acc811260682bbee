type Comments = Readonly<Record<string, string>>;

/** COMMENT statements of one table: what it is, and what each column holds. */
export function comment(table: string, text: string, columns: Comments): string {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return [
    `COMMENT ON TABLE ${table} IS ${quoted(text)};`,
    ...Object.entries(columns).map(
      ([column, meaning]) => `COMMENT ON COLUMN ${table}.${column} IS ${quoted(meaning)};`,
    ),
  ].join('\n');
}
