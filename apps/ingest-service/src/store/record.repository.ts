import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
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
  'subject',
  'body',
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

const CONTENT_TYPES = `$1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
  $8::text[], $9::text[], $10::text[], $11::uuid[], $12::timestamptz[], $13::int[], $14::text[]`;
const RECORD_TYPES = `${CONTENT_TYPES}, $15::text[], $16::text[], $17::text[], $18::boolean[],
  $19::timestamptz[], $20::date[], $21::text[]`;

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
      `INSERT INTO record (${recordColumns.join(', ')}, first_seen_at, last_seen_at)
       SELECT record_key, source_version, content_hash, reason, subject::jsonb, body::jsonb,
              unreadable::jsonb, labels::text[], restrictions::text[], flags::text[], submission_id,
              recorded_at, record_version, state, department, source, kind, is_announced, occurred_at,
              local_date, custody::jsonb, recorded_at, recorded_at
         FROM unnest(${RECORD_TYPES}) AS row (${recordColumns.join(', ')})
        ORDER BY record_key
       ON CONFLICT (record_key) DO NOTHING
       RETURNING 1`,
      columns(
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
      `INSERT INTO record_version (${contentColumns.join(', ')})
       SELECT ${contentColumns.join(', ')} FROM record WHERE record_key = ANY($1::text[])`,
      [versions.map(({ record }) => record.recordKey)],
    );
    await tx.query(
      `UPDATE record AS kept
          SET source_version = row.source_version, content_hash = row.content_hash,
              reason = row.reason, subject = row.subject::jsonb, body = row.body::jsonb,
              unreadable = row.unreadable::jsonb, labels = row.labels::text[],
              restrictions = row.restrictions::text[], flags = row.flags::text[],
              submission_id = row.submission_id, recorded_at = row.recorded_at,
              record_version = row.record_version, state = row.state, kind = row.kind,
              is_announced = row.is_announced, occurred_at = row.occurred_at,
              local_date = row.local_date, custody = row.custody::jsonb,
              last_seen_at = row.recorded_at
         FROM unnest(${RECORD_TYPES}) AS row (${recordColumns.join(', ')})
        WHERE kept.record_key = row.record_key AND kept.record_version < row.record_version`,
      columns(
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
      `INSERT INTO record_version (${contentColumns.join(', ')})
       SELECT record_key, source_version, content_hash, reason, subject::jsonb, body::jsonb,
              unreadable::jsonb, labels::text[], restrictions::text[], flags::text[], submission_id,
              recorded_at, record_version, state
         FROM unnest(${CONTENT_TYPES}) AS row (${contentColumns.join(', ')})`,
      columns(
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
