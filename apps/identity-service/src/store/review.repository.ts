import { Injectable } from '@nestjs/common';
import type { Label } from '@continuum/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { ReviewKind, ReviewState } from '../domain/review/review-task.js';

/** A record on one side of a question, with the labels it has now. */
export interface Side {
  readonly recordKey: string;
  readonly labels: readonly Label[];
}

/** A task as the desk sees it; it answers about anybody, so the caller shows only what a permit names. */
export interface ReviewView {
  readonly reviewId: string;
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  readonly version: number;
  readonly personLow: string;
  readonly personHigh: string;
  readonly left: Side;
  readonly right: Side;
  readonly weight: number;
  readonly priority: number;
  readonly raisedAt: Date;
  readonly claimedBy: string | null;
  readonly claimedUntil: Date | null;
  readonly judgementId: string | null;
  /** What has become of the judgement: it waits, is in force, or has been revoked. */
  readonly judged: 'never' | 'waiting' | 'in-force' | 'revoked';
}

export interface Wanted {
  readonly kind?: ReviewKind | undefined;
  readonly state: ReviewState;
  /** The last task of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

const VIEW = `
  SELECT task.id AS "reviewId", task.kind, task.state, task.version, person_low AS "personLow",
         person_high AS "personHigh", task.weight, task.priority, raised_at AS "raisedAt",
         json_build_object('recordKey', one.record_key, 'labels', one.labels) AS "left",
         json_build_object('recordKey', other.record_key, 'labels', other.labels) AS "right",
         claimed_by AS "claimedBy", claimed_until AS "claimedUntil", judgement_id AS "judgementId",
         CASE WHEN judgement_id IS NULL THEN 'never' WHEN judgement.id IS NULL THEN 'waiting'
              WHEN revoked_at IS NULL THEN 'in-force' ELSE 'revoked' END AS judged
    FROM review_task AS task
    JOIN subject AS one ON one.record_no = a JOIN subject AS other ON other.record_no = b
    LEFT JOIN judgement ON judgement.id = judgement_id`;

@Injectable()
export class ReviewRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** By priority, the dearest first; where `recordKeys` are given, both sides are among them. */
  async page(
    { kind, state, after, limit }: Wanted,
    recordKeys?: readonly string[],
  ): Promise<ReviewView[]> {
    return this.dataSource.query(
      `${VIEW}
        WHERE task.state = $1 AND ($2::text IS NULL OR task.kind = $2)
          AND ($3::text[] IS NULL OR (one.record_key = ANY($3) AND other.record_key = ANY($3)))
          AND ($4::uuid IS NULL OR (-task.priority, task.id) >
               (SELECT -last.priority, last.id FROM review_task AS last WHERE last.id = $4))
        ORDER BY task.priority DESC, task.id LIMIT $5`,
      [state, kind ?? null, recordKeys ?? null, after ?? null, limit],
    );
  }

  /** Open tasks of each kind that has any, and how long the oldest has waited. */
  async backlog(): Promise<{ kind: ReviewKind; open: number; oldestSeconds: number }[]> {
    return this.dataSource.query(
      `SELECT kind, count(*)::int AS open,
              extract(epoch FROM now() - min(raised_at))::float AS "oldestSeconds"
         FROM review_task WHERE state = 'open' GROUP BY kind`,
    );
  }

  async find(reviewId: string, tx = this.dataSource.manager): Promise<ReviewView | undefined> {
    const [row]: ReviewView[] = await tx.query(`${VIEW} WHERE task.id = $1`, [reviewId]);
    return row;
  }

  /** As `find`, and nobody else changes it until the transaction ends. */
  async lock(reviewId: string, tx: EntityManager): Promise<ReviewView | undefined> {
    await tx.query('SELECT FROM review_task WHERE id = $1 FOR UPDATE', [reviewId]);
    return this.find(reviewId, tx);
  }

  async saveClaim(
    reviewId: string,
    claim: { readonly by: string; readonly until: Date } | null,
    tx: EntityManager,
  ): Promise<void> {
    await tx.query('UPDATE review_task SET claimed_by = $2, claimed_until = $3 WHERE id = $1', [
      reviewId,
      claim?.by ?? null,
      claim?.until ?? null,
    ]);
  }

  /** What has been sent to intake for it. */
  async saveJudgement(reviewId: string, judgementId: string, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE review_task SET judgement_id = $2 WHERE id = $1', [
      reviewId,
      judgementId,
    ]);
  }

  async saveLook(reviewId: string, userId: string, decisionId: string, at: Date): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO review_look (review_id, user_id, decision_id, at) VALUES ($1, $2, $3, $4)',
      [reviewId, userId, decisionId, at],
    );
  }
}
