import { Injectable } from '@nestjs/common';
import type { Confidence } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { RecordFact } from '../../domain/facts.js';
import { toRecord, type RecordRow } from './facts.mapping.js';

/** A link as it was told: the newest link version of a record counts. */
export interface RecordLink {
  readonly record_key: string;
  readonly dataset: string;
  readonly department: string;
  /** Comma-separated: `unnest` would flatten nested arrays. */
  readonly labels: string;
  readonly person_id: string | null;
  readonly confidence: Confidence;
  readonly link_version: number;
  readonly record_version: number;
}

/** A record whose person or labels moved. */
export interface MovedRecord {
  readonly recordKey: string;
  readonly personIds: readonly string[];
}

/** Whose record it is, and what it is labelled. Rows are inserted and moved in key order, many at a time. */
@Injectable()
export class RecordFactRepository {
  async ofKeys(recordKeys: readonly string[], tx: EntityManager): Promise<RecordFact[]> {
    const rows: RecordRow[] = await tx.query(
      `SELECT *, withdrawn_version >= record_version AS is_withdrawn FROM record_fact
        WHERE record_key = ANY($1::text[]) ORDER BY record_key`,
      [recordKeys],
    );
    return rows.map(toRecord);
  }

  /** Applies the newer links, keeps whose the records were until now, and tells which of them moved. */
  async link(links: readonly RecordLink[], at: Date, tx: EntityManager): Promise<MovedRecord[]> {
    const rows: { record_key: string; person_id: string | null; was: string | null }[] =
      await tx.query(
        `WITH given AS (
           SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[],
                                $6::text[], $7::bigint[], $8::bigint[])
             AS row (record_key, dataset, department, labels, person_id,
                     confidence, link_version, record_version)
         ), before AS (
           SELECT record_key, person_id, linked_at FROM record_fact
            WHERE record_key = ANY($1::text[])
         ), applied AS (
           INSERT INTO record_fact AS kept
                  (record_key, dataset, department, labels, person_id,
                   confidence, link_version, record_version, linked_at)
           SELECT record_key, dataset, department, string_to_array(labels, ','), person_id,
                  confidence, link_version, record_version, $9::timestamptz
             FROM given ORDER BY record_key
           ON CONFLICT (record_key) DO UPDATE
              SET dataset = excluded.dataset, department = excluded.department,
                  labels = excluded.labels, person_id = excluded.person_id,
                  confidence = excluded.confidence, link_version = excluded.link_version,
                  record_version = excluded.record_version,
                  linked_at = CASE WHEN kept.person_id IS DISTINCT FROM excluded.person_id
                                   THEN excluded.linked_at ELSE kept.linked_at END
            WHERE kept.link_version < excluded.link_version
           RETURNING record_key, person_id, link_version
         ), past AS (
           INSERT INTO past_link (record_key, link_version, person_id, linked_at, left_at)
           SELECT record_key, applied.link_version, before.person_id, before.linked_at, $9
             FROM applied JOIN before USING (record_key)
            WHERE before.person_id IS NOT NULL AND before.person_id IS DISTINCT FROM applied.person_id
         )
         SELECT applied.record_key, applied.person_id, before.person_id AS was
           FROM applied LEFT JOIN before USING (record_key)`,
        [
          ...columns(links, [
            'record_key',
            'dataset',
            'department',
            'labels',
            'person_id',
            'confidence',
            'link_version',
            'record_version',
          ]),
          at,
        ],
      );
    return rows.map(({ record_key, person_id, was }) => ({
      recordKey: record_key,
      personIds: [...new Set([person_id, was].filter((id) => id !== null))],
    }));
  }

  /** A withdrawal may come before the link: the row then waits for it, hidden. */
  async withdraw(
    withdrawals: readonly { record_key: string; reason: string; record_version: number }[],
    tx: EntityManager,
  ): Promise<MovedRecord[]> {
    const rows: { record_key: string; person_id: string | null }[] = await tx.query(
      `INSERT INTO record_fact AS kept
              (record_key, dataset, department, labels, confidence, link_version,
               record_version, withdrawn_reason, withdrawn_version)
       SELECT record_key, '', split_part(record_key, '/', 1), '{}', 'probable', 0, 0, reason, version
         FROM unnest($1::text[], $2::text[], $3::bigint[]) AS row (record_key, reason, version)
        ORDER BY record_key
       ON CONFLICT (record_key) DO UPDATE
          SET withdrawn_reason = excluded.withdrawn_reason,
              withdrawn_version = excluded.withdrawn_version
        WHERE kept.withdrawn_version < excluded.withdrawn_version
       RETURNING record_key, person_id`,
      columns(withdrawals, ['record_key', 'reason', 'record_version']),
    );
    return rows.map(({ record_key, person_id }) => ({
      recordKey: record_key,
      personIds: person_id === null ? [] : [person_id],
    }));
  }
}
