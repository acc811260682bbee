import type { EntityManager } from 'typeorm';

interface Part {
  readonly drop: string;
  readonly make: string;
}

/**
 * Empties these tables and takes their indexes and keys away; answers what makes them again. Rows that are copied into a
 * table emptied by the same transaction need no index, no vacuum, and vanish with the transaction.
 */
export async function bare(tables: readonly string[], tx: EntityManager): Promise<string[]> {
  await tx.query(`TRUNCATE ${tables.join(', ')}`);
  const parts: Part[] = await tx.query(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname,
                   pg_get_constraintdef(oid)) AS make
       FROM pg_constraint
      WHERE conrelid = ANY($1::regclass[]) AND contype IN ('p', 'u', 'x')
     UNION ALL
     SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
       FROM pg_index
      WHERE indrelid = ANY($1::regclass[])
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)`,
    [tables],
  );
  for (const { drop } of parts) await tx.query(drop);
  return parts.map(({ make }) => make);
}
