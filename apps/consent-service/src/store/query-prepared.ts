import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** A statement that is planned once per connection: for the one query that every decision makes. */
export async function queryPrepared<Row extends object>(
  dataSource: DataSource,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { master } = dataSource.driver as unknown as { readonly master: Pool };
  return (await master.query<Row>({ name, text, values })).rows;
}
