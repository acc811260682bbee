import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import {
  chain,
  GENESIS,
  partitionOf,
  type AuditContent,
  type ChainedEntry,
  type ChainHead,
} from './audit-chain.js';

/** An entry for the chain of one owner. */
export interface AuditDraft {
  readonly owner: string;
  readonly content: AuditContent;
}

interface HeadRow {
  readonly partition: string;
  readonly department: string;
  readonly day: string;
  readonly seq: string;
  readonly hash: Buffer;
  readonly at: Date;
  readonly is_closed: boolean;
}

/** Instances agree on the time to within this; a clock further back than the last entry is wrong. */
const CLOCK_SKEW_MS = 1_000;

/** The audit chain: one per owner and UTC day, written as the last thing of a transaction. */
@Injectable()
export class AuditRepository {
  /**
   * Heads are locked last and in the order of their names, so that writers queue and never block each other crosswise.
   * @throws Refused AUDIT_UNAVAILABLE while the clock is behind the last entry
   */
  async append(drafts: readonly AuditDraft[], now: Date, tx: EntityManager): Promise<void> {
    if (drafts.length === 0) return;
    const byOwner = Map.groupBy(drafts, ({ owner }) => owner);
    const heads = await lockHeads([...byOwner.keys()], now, tx);
    const entries = heads.flatMap((head) =>
      chain(
        head,
        (byOwner.get(head.department) ?? []).map(({ content }) => ({
          ...content,
          recordedAt: now.toISOString(),
        })),
      ),
    );
    await insert(entries, tx);
    await moveHeads(entries, now, tx);
  }
}

async function lockHeads(owners: readonly string[], now: Date, tx: EntityManager) {
  const day = now.toISOString().slice(0, 10);
  const partitions = owners.map((owner) => partitionOf(owner, day)).sort();
  const known = await selectHeads(partitions, tx);
  const missing = owners.filter((owner) => !known.some(({ department }) => department === owner));
  if (missing.length > 0) await openChains(missing, day, now, tx);

  const heads = missing.length > 0 ? await selectHeads(partitions, tx) : known;
  if (heads.some(({ at, isClosed }) => isClosed || +at - +now > CLOCK_SKEW_MS)) {
    throw new Refused('AUDIT_UNAVAILABLE', 'The clock is behind the last audit entry.');
  }
  return heads;
}

interface LockedHead extends ChainHead {
  readonly isClosed: boolean;
}

async function selectHeads(
  partitions: readonly string[],
  tx: EntityManager,
): Promise<LockedHead[]> {
  const rows: HeadRow[] = await tx.query(
    `SELECT partition, department, day::text AS day, seq, hash, at, is_closed FROM audit_head
      WHERE partition = ANY($1::text[]) ORDER BY partition FOR UPDATE`,
    [partitions],
  );
  return rows.map(({ is_closed: isClosed, ...row }) => ({
    ...row,
    isClosed,
    seq: Number(row.seq),
  }));
}

/** A day begins with the last hash of the chain before, to which nothing is added from here on. */
async function openChains(owners: readonly string[], day: string, now: Date, tx: EntityManager) {
  await tx.query(
    `UPDATE audit_head SET is_closed = true
      WHERE partition IN (SELECT partition FROM audit_head
                           WHERE department = ANY($1::text[]) AND day < $2::date AND NOT is_closed
                           ORDER BY partition FOR UPDATE)`,
    [owners, day],
  );
  await tx.query(
    `INSERT INTO audit_head (partition, department, day, seq, hash, at)
     SELECT owner || '/' || $2::text, owner, $2::date, 0, coalesce(last.hash, $3::bytea),
            coalesce(last.at, $4::timestamptz)
       FROM unnest($1::text[]) AS owner
       LEFT JOIN LATERAL (SELECT hash, at FROM audit_head
                           WHERE department = owner ORDER BY day DESC LIMIT 1) AS last ON true
      ORDER BY owner
     ON CONFLICT (partition) DO NOTHING`,
    [owners, day, GENESIS, now],
  );
}

async function insert(entries: readonly ChainedEntry[], tx: EntityManager): Promise<void> {
  const rows = entries.map(({ partition, seq, entry, prevHash, hash }) => ({
    partition,
    seq,
    entry: JSON.stringify(entry),
    prev_hash: prevHash.toString('hex'),
    hash: hash.toString('hex'),
  }));
  await tx.query(
    `INSERT INTO audit_entry (partition, seq, entry, prev_hash, hash)
     SELECT partition, seq, entry, decode(prev_hash, 'hex'), decode(hash, 'hex')
       FROM unnest($1::text[], $2::bigint[], $3::jsonb[], $4::text[], $5::text[])
         AS row (partition, seq, entry, prev_hash, hash)`,
    columns(rows, ['partition', 'seq', 'entry', 'prev_hash', 'hash']),
  );
}

async function moveHeads(entries: readonly ChainedEntry[], now: Date, tx: EntityManager) {
  const last = new Map(entries.map((entry) => [entry.partition, entry]));
  await tx.query(
    `UPDATE audit_head AS head SET seq = row.seq, hash = decode(row.hash, 'hex'), at = greatest(at, $4::timestamptz)
       FROM unnest($1::text[], $2::bigint[], $3::text[]) AS row (partition, seq, hash)
      WHERE head.partition = row.partition`,
    [
      [...last.keys()],
      [...last.values()].map(({ seq }) => seq),
      [...last.values()].map(({ hash }) => hash.toString('hex')),
      now,
    ],
  );
}
