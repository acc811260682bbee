import { Injectable } from '@nestjs/common';
import { Clock } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { planKey, type Arrival, type KeyPlan } from '../domain/keeping/plan.js';
import { countsOf, rejectCountsOf, type RowResult } from '../domain/keeping/submission.js';
import type { CheckedRecord } from '../domain/record/checked-record.js';
import { fault, rejection, type Rejection } from '../domain/record/rejection.js';
import type { Source } from '../domain/source.js';
import { LostRace, RecordRepository } from '../store/record.repository.js';
import { RejectRepository } from '../store/reject.repository.js';
import { SubmissionRepository, type NewSubmission } from '../store/submission.repository.js';
import { tell } from './tell.js';

/** A row from the door, checked, and on its way into a transaction. */
export interface CheckedRow {
  readonly row: unknown;
  readonly line: number;
  readonly checked: CheckedRecord | Rejection;
}

/** Rows of one submission that are answered together. */
export interface Chunk {
  readonly source: Source;
  readonly submission: NewSubmission;
  readonly rows: readonly CheckedRow[];
}

const ATTEMPTS = 5;

/** Versions, current state, rejects, receipts and events of up to 500 rows: one transaction, or nothing. */
@Injectable()
export class RowKeeper {
  constructor(
    private readonly dataSource: DataSource,
    private readonly records: RecordRepository,
    private readonly rejects: RejectRepository,
    private readonly submissions: SubmissionRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns the results of each chunk, in the order of its rows; they are committed */
  async keep(chunks: readonly Chunk[]): Promise<RowResult[][]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.dataSource.transaction((tx) => this.keepIn(chunks, tx));
      } catch (error) {
        if (!isLostRace(error) || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async keepIn(chunks: readonly Chunk[], tx: EntityManager): Promise<RowResult[][]> {
    const now = this.clock.now();
    const rows = chunks.flatMap((chunk) => chunk.rows.map((row) => ({ ...row, chunk })));
    const arrivals = rows.flatMap(({ checked, chunk }, nth) =>
      'errors' in checked ? [] : [arrivalOf(nth, checked, chunk)],
    );
    const plans = await this.planAll(arrivals, now, tx);

    const outcomes = new Map(plans.flatMap(({ results }) => results.map((one) => [one.nth, one])));
    const results = rows.map((row, nth) => resultOf(row, outcomes.get(nth)));
    await this.rejects.save(
      rows.flatMap((row, nth) => rejectedRow(row, results[nth], now)),
      tx,
    );
    const byChunk = splitBy(chunks, results);
    await this.submissions.advance(chunks.map(progressOf(byChunk)), tx);
    return byChunk;
  }

  private async planAll(arrivals: Arrival[], now: Date, tx: EntityManager): Promise<KeyPlan[]> {
    const byKey = Map.groupBy(arrivals, ({ record }) => record.recordKey);
    const keys = [...byKey.keys()].sort();
    const held = await this.records.lock(keys, tx);
    const plans = keys.map((key) => planKey(held.get(key), byKey.get(key) ?? []));

    const kept = plans.flatMap((plan) => plan.kept ?? []);
    const [created, changed] = [kept.filter(({ isNew }) => isNew), kept.filter(isChange)];
    await this.records.insert(created, now, tx);
    await this.records.replace(changed, now, tx);
    await this.records.keepEarlier(
      plans.flatMap((plan) => plan.earlier),
      now,
      tx,
    );
    await this.records.touch(
      keys.filter((_, nth) => plans[nth]?.kept === undefined),
      now,
      tx,
    );
    await tell(
      plans.map(({ tellings }) => tellings),
      now,
      tx,
    );
    return plans;
  }
}

const isChange = ({ isNew }: { isNew: boolean }) => !isNew;

const arrivalOf = (nth: number, record: CheckedRecord, { source, submission }: Chunk): Arrival => ({
  nth,
  record,
  source,
  submissionId: submission.submissionId,
});

type PlacedRow = CheckedRow & { readonly chunk: Chunk };

function resultOf(
  { row, checked }: PlacedRow,
  applied: KeyPlan['results'][number] | undefined,
): RowResult {
  if (!('errors' in checked) && applied && applied.outcome !== 'conflict') {
    const { recordId, kind } = checked;
    const { outcome, recordVersion } = applied;
    return { recordId, kind: kind.kind, outcome, recordVersion };
  }
  const { recordId, kind, errors } =
    'errors' in checked ? checked : rejection(row, [fault('/version', 'VERSION_CONFLICT')]);
  return { recordId, kind, outcome: 'rejected', errors };
}

function rejectedRow(
  { row, line, checked, chunk }: PlacedRow,
  result: RowResult | undefined,
  at: Date,
) {
  if (!result?.errors) return [];
  const { source, submission } = chunk;
  const why = 'errors' in checked ? checked : rejection(row, result.errors);
  const { submissionId } = submission;
  return [{ rejection: why, row, line, source, submissionId, rejectedAt: at }];
}

function splitBy(chunks: readonly Chunk[], results: RowResult[]): RowResult[][] {
  let from = 0;
  return chunks.map(({ rows }) => results.slice(from, (from += rows.length)));
}

const progressOf = (results: RowResult[][]) => (chunk: Chunk, nth: number) => {
  const own = results[nth] ?? [];
  return {
    submission: chunk.submission,
    counts: countsOf(own, chunk.source.kinds),
    rejects: rejectCountsOf(own),
    lines: own.length,
  };
};

const RACES = ['40P01', '40001', '23505'];

function isLostRace(error: unknown): boolean {
  if (error instanceof LostRace) return true;
  const { driverError } = error as { driverError?: { code?: string } };
  return RACES.includes(driverError?.code ?? '');
}
