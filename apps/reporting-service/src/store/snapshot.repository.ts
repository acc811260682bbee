import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { digestOf } from '../domain/digest.js';
import type { Snapshot } from '../domain/snapshot/snapshot.js';

/** On whose behalf a snapshot was counted, and the decision that permitted it. */
export interface PublishedBy {
  readonly userId: string;
  readonly decisionId: string;
}

const SNAPSHOT = `
  SELECT snapshot_id AS "snapshotId", month, revision, supersedes, cause, content,
         to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "publishedAt"
    FROM work.snapshot`;

/** Snapshots are kept for good: nothing here changes one. */
@Injectable()
export class SnapshotRepository {
  async newestMonth(tx: EntityManager): Promise<string | undefined> {
    const [row]: { month: string | null }[] = await tx.query(
      'SELECT max(month) AS month FROM work.snapshot',
    );
    return row?.month ?? undefined;
  }

  async find(snapshotId: string, tx: EntityManager): Promise<Snapshot | undefined> {
    const [found]: Snapshot[] = await tx.query(`${SNAPSHOT} WHERE snapshot_id = $1`, [snapshotId]);
    return found;
  }

  /** Every revision of a month, or of all months, newest month first; the last of a month is in force. */
  async revisions(month: string | undefined, tx: EntityManager): Promise<Snapshot[]> {
    return tx.query(
      `${SNAPSHOT} WHERE $1::text IS NULL OR month = $1 ORDER BY month DESC, revision`,
      [month ?? null],
    );
  }

  async save(snapshot: Snapshot, by: PublishedBy, tx: EntityManager): Promise<void> {
    const { content } = snapshot;
    await tx.query(
      `INSERT INTO work.snapshot (snapshot_id, month, revision, supersedes, cause, published_at,
                                  published_as, decision_id, content, digest)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::json, $10)`,
      [
        snapshot.snapshotId,
        snapshot.month,
        snapshot.revision,
        snapshot.supersedes,
        snapshot.cause,
        snapshot.publishedAt,
        by.userId,
        by.decisionId,
        JSON.stringify(content),
        digestOf(content),
      ],
    );
  }

  /** Months not compared since an instant although more is known, the longest ago first. */
  async dueForComparison(since: Date, limit: number, tx: EntityManager): Promise<string[]> {
    const rows: { month: string }[] = await tx.query(
      `SELECT month FROM work.snapshot_comparison
        WHERE compared_at <= $1 AND knowledge_at < (SELECT max(known_at) FROM work.load)
        ORDER BY compared_at, month LIMIT $2`,
      [since, limit],
    );
    return rows.map(({ month }) => month);
  }

  async compared(month: string, at: Date, knowledgeAt: string, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO work.snapshot_comparison AS kept (month, compared_at, knowledge_at)
       VALUES ($1, $2, $3)
       ON CONFLICT (month) DO UPDATE
          SET compared_at = excluded.compared_at, knowledge_at = excluded.knowledge_at`,
      [month, at, knowledgeAt],
    );
  }

  /** Nobody else publishes until the commit; false where somebody does. */
  async takeTurn(tx: EntityManager): Promise<boolean> {
    const [lock]: { held: boolean }[] = await tx.query(
      `SELECT pg_try_advisory_xact_lock(hashtext('continuum.publication')) AS held`,
    );
    return lock?.held ?? false;
  }

  /** Whether nobody is left to be counted again: until then figures are of two times. */
  async isSettled(tx: EntityManager): Promise<boolean> {
    const [row]: { is_settled: boolean }[] = await tx.query(
      'SELECT NOT EXISTS (SELECT FROM work.dirty_person) AS is_settled',
    );
    return row?.is_settled ?? false;
  }

  /** Another text after any feed has told how far it reaches. */
  async feedProgress(tx: EntityManager): Promise<string> {
    const [row]: { told: string }[] = await tx.query(
      'SELECT coalesce(sum(version), 0)::text AS told FROM mart.feed',
    );
    return row?.told ?? '';
  }

  /** Whether rows that were known at a time have been erased since. */
  async isErasedSince(knowledgeAt: string, tx: EntityManager): Promise<boolean> {
    const [row]: { is_erased: boolean }[] = await tx.query(
      `SELECT EXISTS (SELECT FROM staging.tombstone JOIN work.load USING (load_key)
                       WHERE known_at > $1) AS is_erased`,
      [knowledgeAt],
    );
    return row?.is_erased ?? false;
  }
}
