import type { EntityManager } from 'typeorm';

export interface PolicyRow<Content = unknown> {
  readonly id: string;
  readonly content: Content;
}

export interface RowVersion extends PolicyRow {
  readonly version: number;
}

export interface RowChanges {
  readonly opened: readonly RowVersion[];
  readonly closed: readonly RowVersion[];
}

/** Who changes what is in force, when and why. */
export interface Authorship {
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/** Makes these rows the ones in force: what differs or is absent is closed, what is new or differs is opened. */
export async function putInForce(
  table: string,
  rows: readonly PolicyRow[],
  { at, by, reason }: Authorship,
  tx: EntityManager,
): Promise<RowChanges> {
  const given = [rows.map(({ id }) => id), rows.map(({ content }) => JSON.stringify(content))];
  const [closed]: [RowVersion[], number] = await tx.query(
    `UPDATE "${table}" AS kept SET valid_until = $3
      WHERE valid_until IS NULL
        AND NOT EXISTS (SELECT 1 FROM unnest($1::text[], $2::jsonb[]) AS given (id, content)
                         WHERE given.id = kept.id AND given.content = kept.content)
     RETURNING id, version, content`,
    [...given, at],
  );
  const opened: RowVersion[] = await tx.query(
    `INSERT INTO "${table}" (id, version, valid_from, recorded_at, recorded_by, reason, content)
     SELECT given.id, coalesce((SELECT max(version) FROM "${table}" AS kept WHERE kept.id = given.id), 0) + 1,
            $3::timestamptz, $3::timestamptz, $4::text, $5::text, given.content
       FROM unnest($1::text[], $2::jsonb[]) AS given (id, content)
      WHERE NOT EXISTS (SELECT 1 FROM "${table}" AS kept
                         WHERE kept.id = given.id AND kept.valid_until IS NULL)
     RETURNING id, version, content`,
    [...given, at, by, reason],
  );
  return { opened, closed };
}

export async function inForce<Content>(
  table: string,
  tx: EntityManager,
): Promise<readonly PolicyRow<Content>[]> {
  return tx.query(`SELECT id, content FROM "${table}" WHERE valid_until IS NULL ORDER BY id`);
}
