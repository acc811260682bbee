import { Injectable } from '@nestjs/common';
import { columns, cutOut, endToEnd } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { EarlierVersion, HeldRecord, KeptVersion } from '../domain/keeping/plan.js';
import {
  toHeld,
  toRecordRow,
  toVersionRow,
  type EarlierRow,
  type HeldRow,
} from './record.mapping.js';

/** Somebody else wrote a new key first: the transaction is taken again. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

const contentColumns = [
  'record_key',
  'source_version',
  'content_hash',
  'reason',
  'unreadable',
  'labels',
  'restrictions',
  'flags',
  'submission_id',
  'recorded_at',
  'record_version',
  'state',
] as const;
const recordColumns = [
  ...contentColumns,
  'department',
  'source',
  'kind',
  'is_announced',
  'occurred_at',
  'local_date',
  'custody',
] as const;

/** Subject and body are long: they lie end to end in $3 and $6. */
const PLACES = 'subject_at, subject_length, body_at, body_length';
const LONG = `${cutOut('$3', 'subject_at', 'subject_length')}::jsonb AS subject,
  ${cutOut('$6', 'body_at', 'body_length')}::jsonb AS body`;
const CONTENT_TYPES = `$1::int[], $2::int[], $4::int[], $5::int[],
  $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
  $15::uuid[], $16::timestamptz[], $17::int[], $18::text[]`;
const RECORD_TYPES = `${CONTENT_TYPES}, $19::text[], $20::text[], $21::text[], $22::boolean[],
  $23::timestamptz[], $24::date[], $25::text[]`;

const givenRows = (types: string, names: readonly string[]) => `
  (SELECT ${names.join(', ')}, ${LONG} FROM unnest(${types}) AS sent (${PLACES}, ${names.join(', ')})) AS row`;

interface LongTexts {
  readonly subject: string | null;
  readonly body: string;
}

const givenValues = <Row extends LongTexts>(
  rows: readonly Row[],
  names: readonly (keyof Row)[],
) => [
  ...endToEnd(rows.map(({ subject }) => subject)),
  ...endToEnd(rows.map(({ body }) => body)),
  ...columns(rows, names),
];

/** Statements take any number of rows, and touch keys in their order, so that batches cannot deadlock. */
@Injectable()
export class RecordRepository {
  /** Locks the keys that exist: the counter of versions is drawn under this lock. */
  async lock(keys: readonly string[], tx: EntityManager): Promise<Map<string, HeldRecord>> {
    const rows: HeldRow[] = await tx.query(
      `SELECT record_key, record_version, source_version, content_hash, state, is_announced, custody
         FROM record WHERE record_key = ANY($1::text[]) ORDER BY record_key FOR UPDATE`,
      [keys],
    );
    if (rows.length === 0) return new Map();
    const earlier: EarlierRow[] = await tx.query(
      `SELECT record_key, source_version, content_hash FROM record_version
        WHERE record_key = ANY($1::text[]) AND source_version IS NOT NULL`,
      [rows.map(({ record_key }) => record_key)],
    );
    const byKey = Map.groupBy(earlier, ({ record_key }) => record_key);
    return new Map(
      rows.map((row) => [row.record_key, toHeld(row, byKey.get(row.record_key) ?? [])]),
    );
  }

  /** @throws LostRace when a key exists by now */
  async insert(versions: readonly KeptVersion[], at: Date, tx: EntityManager): Promise<void> {
    if (versions.length === 0) return;
    const written: unknown[] = await tx.query(
      `INSERT INTO record (${recordColumns.join(', ')}, subject, body, first_seen_at, last_seen_at)
       SELECT record_key, source_version, content_hash, reason, unreadable::jsonb, labels::text[], restrictions::text[], flags::text[], submission_id,
              recorded_at, record_version, state, department, source, kind, is_announced, occurred_at,
              local_date, custody::jsonb, subject, body, recorded_at, recorded_at
         FROM ${givenRows(RECORD_TYPES, recordColumns)}
        ORDER BY record_key
       ON CONFLICT (record_key) DO NOTHING
       RETURNING 1`,
      givenValues(
        versions.map((version) => toRecordRow(version, at)),
        recordColumns,
      ),
    );
    if (written.length < versions.length) throw new LostRace();
  }

  /** Keeps the versions these keys had, and puts the new ones in their place. */
  async replace(versions: readonly KeptVersion[], at: Date, tx: EntityManager): Promise<void> {
    if (versions.length === 0) return;
    await tx.query(
      `INSERT INTO record_version (${contentColumns.join(', ')}, subject, body)
       SELECT ${contentColumns.join(', ')}, subject, body FROM record WHERE record_key = ANY($1::text[])`,
      [versions.map(({ record }) => record.recordKey)],
    );
    await tx.query(
      `UPDATE record AS kept
          SET source_version = row.source_version, content_hash = row.content_hash,
              reason = row.reason, subject = row.subject, body = row.body,
              unreadable = row.unreadable::jsonb, labels = row.labels::text[],
              restrictions = row.restrictions::text[], flags = row.flags::text[],
              submission_id = row.submission_id, recorded_at = row.recorded_at,
              record_version = row.record_version, state = row.state, kind = row.kind,
              is_announced = row.is_announced, occurred_at = row.occurred_at,
              local_date = row.local_date, custody = row.custody::jsonb,
              last_seen_at = row.recorded_at
         FROM ${givenRows(RECORD_TYPES, recordColumns)}
        WHERE kept.record_key = row.record_key AND kept.record_version < row.record_version`,
      givenValues(
        versions.map((version) => toRecordRow(version, at)),
        recordColumns,
      ),
    );
  }

  async keepEarlier(
    versions: readonly EarlierVersion[],
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    if (versions.length === 0) return;
    await tx.query(
      `INSERT INTO record_version (${contentColumns.join(', ')}, subject, body)
       SELECT record_key, source_version, content_hash, reason, unreadable::jsonb, labels::text[], restrictions::text[], flags::text[], submission_id,
              recorded_at, record_version, state, subject, body
         FROM ${givenRows(CONTENT_TYPES, contentColumns)}`,
      givenValues(
        versions.map((version) => toVersionRow(version, at)),
        contentColumns,
      ),
    );
  }

  async touch(keys: readonly string[], seenAt: Date, tx: EntityManager): Promise<void> {
    if (keys.length === 0) return;
    await tx.query(
      `UPDATE record SET last_seen_at = greatest(last_seen_at, $2::timestamptz)
        WHERE record_key = ANY($1::text[])`,
      [keys, seenAt.toISOString()],
    );
  }
}
