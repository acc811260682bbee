import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { CustodyStay, LinkedStay } from '../domain/custody.js';

@Injectable()
export class CustodyRepository {
  /** Answers the stays that are new or newer. */
  async save(stays: readonly CustodyStay[], tx: EntityManager): Promise<void> {
    if (stays.length === 0) return;
    await tx.query(
      `INSERT INTO custody AS kept (record_key, record_version, state, admitted_at, is_backload)
       SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::timestamptz[], $5::boolean[])
                  AS row (record_key) ORDER BY record_key
       ON CONFLICT (record_key) DO UPDATE
          SET record_version = excluded.record_version, state = excluded.state,
              admitted_at = excluded.admitted_at, is_backload = excluded.is_backload
        WHERE kept.record_version < excluded.record_version`,
      columns(stays, ['recordKey', 'recordVersion', 'state', 'admittedAt', 'isBackload']),
    );
  }

  /** A withdrawn booking is the end of a stay, if it was one. */
  async withdraw(
    records: readonly { readonly recordKey: string; readonly recordVersion: number }[],
    tx: EntityManager,
  ): Promise<void> {
    await tx.query(
      `UPDATE custody SET state = 'withdrawn', record_version = gone.record_version
         FROM unnest($1::text[], $2::int[]) AS gone (record_key, record_version)
        WHERE custody.record_key = gone.record_key
          AND custody.record_version < gone.record_version`,
      columns(records, ['recordKey', 'recordVersion']),
    );
  }

  /** Persons, by their present ids, whose stays these records are. */
  async personsOf(recordKeys: readonly string[], tx: EntityManager): Promise<string[]> {
    const rows: { person_id: string }[] = await tx.query(
      `SELECT DISTINCT person_id FROM record_person
        WHERE record_key = ANY($1::text[]) AND person_id IS NOT NULL`,
      [recordKeys],
    );
    return rows.map(({ person_id }) => person_id);
  }

  /** Stays of persons and of everybody absorbed into them; look-ups, where a guess at their number would read all. */
  async ofPersons(
    personIds: readonly string[],
    tx: EntityManager,
  ): Promise<Map<string, LinkedStay[]>> {
    const rows: LinkedStay[] = await tx.query(
      `WITH RECURSIVE same (survivor, id) AS (
         SELECT id, id FROM unnest($1::uuid[]) AS id
         UNION
         SELECT same.survivor, alias.absorbed_id
           FROM same JOIN person_alias alias ON alias.survivor_id = same.id
       )
       SELECT stay.record_key AS "recordKey", record_version AS "recordVersion", state,
              admitted_at AS "admittedAt", is_backload AS "isBackload",
              same.survivor AS "personId", confidence = 'confirmed' AS "isConfirmed"
         FROM same
              CROSS JOIN LATERAL (SELECT record_key, confidence FROM record_person
                                   WHERE person_id = same.id OFFSET 0) AS linked
              CROSS JOIN LATERAL (SELECT * FROM custody
                                   WHERE custody.record_key = linked.record_key OFFSET 0) AS stay`,
      [personIds],
    );
    return Map.groupBy(rows, ({ personId }) => personId);
  }
}
