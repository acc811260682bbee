import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export type Epochs = Readonly<Record<string, number>>;

export const POLICY_EPOCH = 'policy';
export const DSA_EPOCH = 'dsa';
export const relationEpoch = (userId: string) => `relation:${userId}`;
/** Of a person, or of a record that belongs to nobody yet. */
export const consentEpoch = (personIdOrRecordKey: string) => `consent:${personIdOrRecordKey}`;

/** Locks are on buckets of names, so that a large batch cannot fill the server's lock table. */
const BUCKETS = 2048;
const bucketsOf = `SELECT DISTINCT hashtext(name) & ${BUCKETS - 1} AS bucket
                     FROM unnest($1::text[]) AS name ORDER BY bucket`;
const LOCK_CLASS = 20_031;

/** Counters that move with every change a decision may rest on. */
@Injectable()
export class EpochRepository {
  /** A name that never moved is at 0. */
  async read(names: readonly string[], tx: EntityManager): Promise<Epochs> {
    const rows: { name: string; value: string }[] = await tx.query(
      'SELECT name, value FROM epoch WHERE name = ANY($1::text[])',
      [names],
    );
    const moved = new Map(rows.map(({ name, value }) => [name, Number(value)]));
    return Object.fromEntries(names.map((name) => [name, moved.get(name) ?? 0]));
  }

  /** Until the transaction ends no change passes: what is read now holds at commit. */
  async hold(names: readonly string[], tx: EntityManager): Promise<Epochs> {
    await tx.query(
      `SELECT pg_advisory_xact_lock_shared(${LOCK_CLASS}, bucket) FROM (${bucketsOf}) AS used`,
      [names],
    );
    return this.read(names, tx);
  }

  /** Every decision is wholly before or after the transaction that raises. */
  async raise(names: readonly string[], tx: EntityManager): Promise<Epochs> {
    if (names.length === 0) return {};
    const distinct = [...new Set(names)].sort();
    await tx.query(
      `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, bucket) FROM (${bucketsOf}) AS moved`,
      [distinct],
    );
    const rows: { name: string; value: string }[] = await tx.query(
      `INSERT INTO epoch AS kept (name, value) SELECT name, 1 FROM unnest($1::text[]) AS name
       ON CONFLICT (name) DO UPDATE SET value = kept.value + 1
       RETURNING name, value`,
      [distinct],
    );
    return Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));
  }
}
