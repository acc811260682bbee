import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { Source } from '../domain/source.js';
import {
  sumOf,
  sumOfCounts,
  type Channel,
  type Counts,
  type Receipt,
  type RejectCounts,
} from '../domain/keeping/submission.js';

export interface NewSubmission {
  readonly submissionId: string;
  readonly source: Source;
  readonly channel: Channel;
  readonly receivedAt: Date;
  readonly digest?: string;
}

export interface Progress {
  readonly submission: NewSubmission;
  readonly counts: Counts;
  readonly rejects: RejectCounts;
  readonly lines: number;
}

const SELECT = `SELECT submission_id AS "submissionId", department, source, channel, state, digest,
  counts, rejects, committed_lines AS "committedLines",
  to_char(received_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "receivedAt",
  to_char(finished_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "finishedAt" FROM submission`;

/** Receipts. A source sees its own only. */
@Injectable()
export class SubmissionRepository {
  async find({ department, source }: Source, submissionId: string, tx: EntityManager) {
    const [receipt]: Receipt[] = await tx.query(
      `${SELECT} WHERE submission_id = $1 AND department = $2 AND source = $3`,
      [submissionId, department, source],
    );
    return receipt;
  }

  async get(source: Source, submissionId: string, tx: EntityManager): Promise<Receipt> {
    const receipt = await this.find(source, submissionId, tx);
    if (!receipt) throw new Refused('NOT_FOUND', 'There is no such submission of this source.');
    return receipt;
  }

  async newest({ department, source }: Source, limit: number, tx: EntityManager) {
    return (await tx.query(
      `${SELECT} WHERE department = $1 AND source = $2 ORDER BY received_at DESC LIMIT $3`,
      [department, source, limit],
    )) as Receipt[];
  }

  /** Single posts whose hour is over. */
  async lockRunningBefore(instant: Date, tx: EntityManager): Promise<Receipt[]> {
    return tx.query(
      `${SELECT} WHERE channel = 'single' AND state = 'applying' AND received_at < $1
        ORDER BY submission_id LIMIT 100 FOR UPDATE SKIP LOCKED`,
      [instant.toISOString()],
    );
  }

  /** @returns false if the id is taken */
  async open({ source, ...submission }: NewSubmission, tx: EntityManager): Promise<boolean> {
    const written: unknown[] = await tx.query(
      `INSERT INTO submission (submission_id, department, source, channel, state, digest, received_at)
       VALUES ($1, $2, $3, $4, 'applying', $5, $6) ON CONFLICT DO NOTHING RETURNING 1`,
      [
        submission.submissionId,
        source.department,
        source.source,
        submission.channel,
        submission.digest ?? null,
        submission.receivedAt.toISOString(),
      ],
    );
    return written.length === 1;
  }

  /** Last in a transaction: single posts of one source meet on this row. */
  async advance(steps: readonly Progress[], tx: EntityManager): Promise<void> {
    const inOrder = steps.toSorted((one, other) =>
      one.submission.submissionId < other.submission.submissionId ? -1 : 1,
    );
    for (const step of inOrder) {
      if (step.submission.channel === 'single') await this.open(step.submission, tx);
      const [known]: Pick<Receipt, 'counts' | 'rejects'>[] = await tx.query(
        'SELECT counts, rejects FROM submission WHERE submission_id = $1 FOR UPDATE',
        [step.submission.submissionId],
      );
      await tx.query(
        `UPDATE submission SET counts = $2, rejects = $3, committed_lines = committed_lines + $4
          WHERE submission_id = $1`,
        [
          step.submission.submissionId,
          JSON.stringify(sumOfCounts(known?.counts ?? {}, step.counts)),
          JSON.stringify(sumOf(known?.rejects ?? {}, step.rejects)),
          step.lines,
        ],
      );
    }
  }

  async end(
    submissionId: string,
    end: { state: Receipt['state']; at: Date; digest?: string },
    tx: EntityManager,
  ): Promise<void> {
    await tx.query(
      `UPDATE submission SET state = $2, finished_at = $3, digest = coalesce($4, digest)
        WHERE submission_id = $1`,
      [submissionId, end.state, end.at.toISOString(), end.digest ?? null],
    );
  }
}
