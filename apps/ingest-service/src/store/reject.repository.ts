import { Injectable } from '@nestjs/common';
import type { FieldError } from '@continuum/contracts';
import { uuidv7 } from '@continuum/messaging';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { NO_TEXT } from '../domain/record/no-text.js';
import type { Rejection } from '../domain/record/rejection.js';
import type { Source } from '../domain/source.js';

export interface RejectedRow {
  readonly rejection: Rejection;
  readonly row: unknown;
  readonly line: number;
  readonly source: Source;
  readonly submissionId: string;
  readonly rejectedAt: Date;
}

export interface Reject {
  readonly rejectId: string;
  readonly submissionId: string;
  readonly line: number;
  readonly recordId: string | null;
  readonly kind: string | null;
  readonly errors: readonly FieldError[];
  readonly row: unknown;
}

const rejectColumns = [
  'reject_id',
  'submission_id',
  'department',
  'source',
  'line',
  'record_id',
  'kind',
  'errors',
  'row',
  'rejected_at',
] as const;

/** Rows for their owner to mend. Nobody else reads them. */
@Injectable()
export class RejectRepository {
  async save(rejects: readonly RejectedRow[], tx: EntityManager): Promise<void> {
    if (rejects.length === 0) return;
    await tx.query(
      `INSERT INTO reject (${rejectColumns.join(', ')})
       SELECT reject_id, submission_id, department, source, line, record_id, kind, errors::jsonb,
              row::jsonb, rejected_at
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[],
                     $8::text[], $9::text[], $10::timestamptz[]) AS reject (${rejectColumns.join(', ')})`,
      columns(rejects.map(toRow), rejectColumns),
    );
  }

  /** Newest first; `before` is the id to go on from. */
  async list(
    { department, source }: Source,
    { submissionId, before, limit }: { submissionId?: string; before?: string; limit: number },
    tx: EntityManager,
  ): Promise<Reject[]> {
    return tx.query(
      `SELECT reject_id AS "rejectId", submission_id AS "submissionId", line,
              record_id AS "recordId", kind, errors, row
         FROM reject
        WHERE department = $1 AND source = $2
          AND ($3::uuid IS NULL OR submission_id = $3) AND ($4::uuid IS NULL OR reject_id < $4)
        ORDER BY reject_id DESC LIMIT $5`,
      [department, source, submissionId ?? null, before ?? null, limit],
    );
  }

  async forgetBefore(instant: Date, tx: EntityManager): Promise<void> {
    await tx.query('DELETE FROM reject WHERE rejected_at < $1', [instant.toISOString()]);
  }
}

function toRow({ rejection, row, line, source, submissionId, rejectedAt }: RejectedRow) {
  return {
    reject_id: uuidv7(),
    submission_id: submissionId,
    department: source.department,
    source: source.source,
    line,
    record_id: rejection.recordId,
    kind: rejection.kind,
    errors: JSON.stringify(rejection.errors),
    row: rejection.isDiscarded ? null : storable(row),
    rejected_at: rejectedAt.toISOString(),
  };
}

/** PostgreSQL's jsonb takes no NUL and no half of a character. */
const storable = (row: unknown) => JSON.stringify(row).replace(NO_TEXT, '\\ufffd');
