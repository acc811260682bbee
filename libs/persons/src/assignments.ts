import { newestPerKey } from '@continuum/messaging';
import { columns } from '@continuum/service-kit';
import type { Confidence, RecordAssignedV1 } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';

/** What an assignment changed for one record: from whom to whom. */
export interface Moved {
  readonly recordKey: string;
  readonly personId: string | null;
  readonly previousPersonId: string | null;
  readonly confidence: Confidence;
}

interface Row {
  readonly record_key: string;
  readonly person_id: string | null;
  readonly previous_id: string | null;
  readonly confidence: Confidence;
}

/** Keeps `record_person`; an older link version changes nothing. Answers the records whose person or confidence moved. */
export async function applyAssignments(
  tx: EntityManager,
  events: readonly RecordAssignedV1[],
): Promise<Moved[]> {
  const rows = newestPerKey(events).map(({ data, labels }) => ({
    record_key: data.recordKey,
    person_id: data.personId,
    confidence: data.confidence,
    link_version: data.linkVersion,
    dataset: data.dataset,
    labels: labels.join(','),
  }));
  const moved: Row[] = await tx.query(
    `WITH incoming AS (
       SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::text[], $6::text[])
                  AS row (record_key, person_id, confidence, link_version, dataset, labels)
     ), before AS (
       SELECT record_key, person_id, confidence FROM record_person
        WHERE record_key = ANY($1::text[])
     ), applied AS (
       INSERT INTO record_person AS kept
       SELECT record_key, person_id, confidence, link_version, dataset,
              string_to_array(labels, ',')
         FROM incoming ORDER BY record_key
       ON CONFLICT (record_key) DO UPDATE
          SET person_id = excluded.person_id, confidence = excluded.confidence, dataset = excluded.dataset,
              link_version = excluded.link_version, labels = excluded.labels
        WHERE kept.link_version < excluded.link_version
       RETURNING record_key, person_id, confidence
     )
     SELECT applied.record_key, applied.person_id, applied.confidence, before.person_id AS previous_id
       FROM applied LEFT JOIN before USING (record_key)
      WHERE before.record_key IS NULL
         OR (before.person_id, before.confidence) IS DISTINCT FROM (applied.person_id, applied.confidence)`,
    columns(rows, ['record_key', 'person_id', 'confidence', 'link_version', 'dataset', 'labels']),
  );
  return moved.map((row) => ({
    recordKey: row.record_key,
    personId: row.person_id,
    previousPersonId: row.previous_id,
    confidence: row.confidence,
  }));
}
