import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LocalDate } from '../domain/local-date.js';
import { NOBODY } from './person-fact.repository.js';

/** Whose facts must be counted again: people, and records of nobody yet. */
export interface DirtyPersons {
  readonly personIds: readonly string[];
  readonly recordKeys: readonly string[];
}

/** The longest marked, and every other mark of the same: one count answers them all. */
const CLAIM = `
  WITH oldest AS (
    SELECT seq, person_id, record_key FROM work.dirty_person
     WHERE person_id IS NOT NULL OR marked_at <= clock_timestamp() - make_interval(secs => $2)
     ORDER BY seq LIMIT $1)
  DELETE FROM work.dirty_person WHERE seq IN (
    SELECT mark.seq FROM oldest JOIN work.dirty_person mark USING (person_id)
     UNION ALL
    SELECT mark.seq FROM oldest JOIN work.dirty_person mark USING (record_key))
  RETURNING person_id, record_key`;

const isCounted = (recordKey: string) =>
  `EXISTS (SELECT FROM mart.bridge_contact_record counted WHERE counted.person_key = ${NOBODY}
             AND counted.record_key = ${recordKey} AND counted.known_to = 'infinity')`;

/**
 * Whoever has a record is counted again. One that nobody has need not be counted any more, unless it was, or is at
 * this moment: then its mark is locked, and it must be taken out of the count, for which it has waited enough.
 */
const HAND_OVER = `
  WITH given AS (
    SELECT DISTINCT unnest($1::text[]) AS record_key
  ), dropped AS (
    DELETE FROM work.dirty_person WHERE seq IN (
      SELECT seq FROM work.dirty_person mark
       WHERE record_key = ANY($1::text[]) AND NOT ${isCounted('mark.record_key')}
         FOR UPDATE SKIP LOCKED)
    RETURNING seq
  )
  INSERT INTO work.dirty_person (person_id, record_key, marked_at)
  SELECT DISTINCT link.person_id, CASE WHEN link.person_id IS NULL THEN given.record_key END,
         '-infinity'::timestamptz
    FROM given
    LEFT JOIN link.record_person link ON link.record_key = given.record_key
     AND link.known_to = 'infinity'
   WHERE link.person_id IS NOT NULL OR ${isCounted('given.record_key')}
      OR EXISTS (SELECT FROM work.dirty_person mark
                  WHERE mark.record_key = given.record_key
                    AND mark.seq NOT IN (SELECT seq FROM dropped))`;

@Injectable()
export class DirtyPersonRepository {
  /** @param patienceS how long a record may be nobody's before it is counted as such: it mostly is linked by then */
  constructor(private readonly patienceS: number) {}

  /** The people these records belong to, or the records themselves. */
  async markRecords(recordKeys: readonly string[], tx: EntityManager): Promise<void> {
    if (recordKeys.length === 0) return;
    await tx.query(
      `INSERT INTO work.dirty_person (person_id, record_key)
       SELECT DISTINCT link.person_id, CASE WHEN link.person_id IS NULL THEN given.record_key END
         FROM unnest($1::text[]) AS given (record_key)
         LEFT JOIN link.record_person link ON link.record_key = given.record_key
          AND link.known_to = 'infinity'`,
      [recordKeys],
    );
  }

  /** Whoever has these records before they are assigned to somebody else. Under the lock of an open load. */
  async handOver(recordKeys: readonly string[], tx: EntityManager): Promise<void> {
    if (recordKeys.length > 0) await tx.query(HAND_OVER, [recordKeys]);
  }

  async markPersons(personIds: readonly string[], tx: EntityManager): Promise<void> {
    await tx.query('INSERT INTO work.dirty_person (person_id) SELECT DISTINCT unnest($1::uuid[])', [
      personIds,
    ]);
  }

  /** Those whose status time alone has changed. */
  async markDue(asOf: LocalDate, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO work.dirty_person (person_id)
       SELECT person_id FROM work.hfu_status WHERE changes_on <= $1
       EXCEPT SELECT person_id FROM work.dirty_person`,
      [asOf],
    );
  }

  /** Nobody is counted twice at once: while another instance counts, there is nothing to claim. */
  async claim(limit: number, tx: EntityManager): Promise<DirtyPersons> {
    const [lock]: { held: boolean }[] = await tx.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('continuum.recount')) AS held`,
    );
    if (!lock?.held) return { personIds: [], recordKeys: [] };
    const [claimed]: [{ person_id: string | null; record_key: string | null }[], number] =
      await tx.query(CLAIM, [limit, this.patienceS]);
    return {
      personIds: distinct(claimed.map(({ person_id }) => person_id)),
      recordKeys: distinct(claimed.map(({ record_key }) => record_key)),
    };
  }
}

const distinct = (values: readonly (string | null)[]) => [
  ...new Set(values.filter((value) => value !== null)),
];
