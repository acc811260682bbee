import type { EntityManager } from 'typeorm';
import type { Changes } from '../../domain/resolution/changes.js';

/** Features of erased records go, wherever no other record has ever had them; answers which descriptions are gone. */
export async function erase({ erased }: Changes, tx: EntityManager): Promise<number[]> {
  if (erased.length === 0) return [];
  const rows: { description_no: number }[] = await tx.query(
    `SELECT DISTINCT description_no FROM subject_version AS own
      WHERE record_no = ANY($1::int[]) AND description_no IS NOT NULL
        AND NOT EXISTS (SELECT FROM subject_version AS other
                         WHERE other.description_no = own.description_no
                           AND other.record_no <> ALL($1::int[]))`,
    [erased],
  );
  const gone = rows.map(({ description_no }) => description_no);
  await tx.query(
    'UPDATE subject_version SET description_no = NULL WHERE record_no = ANY($1::int[])',
    [erased],
  );
  await tx.query('DELETE FROM edge WHERE a = ANY($1::int[]) OR b = ANY($1::int[])', [gone]);
  await tx.query('DELETE FROM description WHERE no = ANY($1::int[])', [gone]);
  return gone;
}
