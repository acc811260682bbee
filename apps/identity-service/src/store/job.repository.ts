import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { Report } from '../domain/comparison/compare.js';
import type { Pair } from './model.repository.js';

export type JobState = 'running' | 'done' | 'failed';

export type JobKind = 'training' | 'comparison';

/** A piece of work on models, by its row. */
export interface JobRef {
  readonly kind: JobKind;
  readonly id: string;
}

const TABLES = { training: 'training', comparison: 'model_comparison' } as const;

/** So long a job may take to begin. */
const BEGINNING = '1 minute';

export interface Comparison {
  readonly comparisonId: string;
  readonly state: JobState;
  readonly from: Pair;
  readonly to: Pair;
  readonly report: Report | null;
}

export interface Training {
  readonly trainingId: string;
  readonly state: JobState;
  readonly seed: number;
  readonly records: number | null;
  readonly modelId: string | null;
  readonly epochId: string | null;
}

interface ComparisonRow {
  readonly id: string;
  readonly state: JobState;
  readonly from_model_id: string;
  readonly from_epoch_id: string;
  readonly to_model_id: string;
  readonly to_epoch_id: string;
  readonly report: Report | null;
}

/**
 * Trainings and comparisons: who asked for what, and what came of it. Whoever works on one holds its row locked; a row
 * that says `running` and that nobody holds was left behind by a process that is gone.
 */
@Injectable()
export class JobRepository {
  /** @throws Refused JOB_RUNNING while another is: each takes memory and a processor for itself */
  async assertNoneRuns(tx: EntityManager): Promise<void> {
    await tx.query('LOCK TABLE training, model_comparison IN SHARE ROW EXCLUSIVE MODE');
    await this.failAbandoned(tx);
    const running: unknown[] = await tx.query(
      `SELECT id FROM training WHERE state = 'running'
        UNION ALL SELECT id FROM model_comparison WHERE state = 'running' LIMIT 1`,
    );
    if (running.length > 0) {
      throw new Refused('JOB_RUNNING', 'Another training or comparison is not over yet.');
    }
  }

  async failAbandoned(tx: EntityManager): Promise<void> {
    for (const table of Object.values(TABLES)) {
      await tx.query(
        `UPDATE ${table} SET state = 'failed' WHERE id IN (
           SELECT id FROM ${table} WHERE state = 'running' AND at < now() - interval '${BEGINNING}'
              FOR UPDATE SKIP LOCKED)`,
      );
    }
  }

  async fail({ kind, id }: JobRef, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE ${TABLES[kind]} SET state = 'failed' WHERE id = $1 AND state = 'running'`,
      [id],
    );
  }

  async holdTraining(id: string, tx: EntityManager): Promise<Training> {
    await hold('training', id, tx);
    return (await this.findTraining(id, tx))!;
  }

  async holdComparison(id: string, tx: EntityManager): Promise<Comparison> {
    await hold('model_comparison', id, tx);
    return (await this.findComparison(id, tx))!;
  }

  /** @throws Refused NOTHING_TO_LEARN without a present record */
  async assertRecords(tx: EntityManager): Promise<void> {
    const rows: unknown[] = await tx.query(`SELECT FROM subject WHERE state = 'present' LIMIT 1`);
    if (rows.length === 0) {
      throw new Refused('NOTHING_TO_LEARN', 'There is no record to learn from.');
    }
  }

  async addTraining(trainingId: string, seed: number, by: string, tx: EntityManager) {
    await tx.query(
      `INSERT INTO training (id, seed, state, made_by) VALUES ($1, $2, 'running', $3)`,
      [trainingId, seed, by],
    );
  }

  async endTraining(
    trainingId: string,
    { modelId, epochId }: Pair,
    records: number,
    tx: EntityManager,
  ) {
    await tx.query(
      `UPDATE training SET state = 'done', model_id = $2, epoch_id = $3, records = $4 WHERE id = $1`,
      [trainingId, modelId, epochId, records],
    );
  }

  async findTraining(trainingId: string, tx: EntityManager): Promise<Training | undefined> {
    const [row]: Training[] = await tx.query(
      `SELECT id AS "trainingId", state, seed, records, model_id AS "modelId", epoch_id AS "epochId"
         FROM training WHERE id = $1`,
      [trainingId],
    );
    return row;
  }

  async isTrainer(user: string, { modelId, epochId }: Pair, tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'SELECT FROM training WHERE made_by = $1 AND model_id = $2 AND epoch_id = $3 LIMIT 1',
      [user, modelId, epochId],
    );
    return rows.length > 0;
  }

  async addComparison(comparisonId: string, from: Pair, to: Pair, by: string, tx: EntityManager) {
    await tx.query(
      `INSERT INTO model_comparison (id, state, from_model_id, from_epoch_id, to_model_id, to_epoch_id, made_by)
       VALUES ($1, 'running', $2, $3, $4, $5, $6)`,
      [comparisonId, from.modelId, from.epochId, to.modelId, to.epochId, by],
    );
  }

  async endComparison(comparisonId: string, report: Report, tx: EntityManager): Promise<void> {
    await tx.query(`UPDATE model_comparison SET state = 'done', report = $2 WHERE id = $1`, [
      comparisonId,
      JSON.stringify(report),
    ]);
  }

  async findComparison(comparisonId: string, tx: EntityManager): Promise<Comparison | undefined> {
    const [row]: ComparisonRow[] = await tx.query('SELECT * FROM model_comparison WHERE id = $1', [
      comparisonId,
    ]);
    if (!row) return undefined;
    const { id, state, report } = row;
    return {
      comparisonId: id,
      state,
      from: { modelId: row.from_model_id, epochId: row.from_epoch_id },
      to: { modelId: row.to_model_id, epochId: row.to_epoch_id },
      report,
    };
  }
}

async function hold(table: string, id: string, tx: EntityManager): Promise<void> {
  const rows: unknown[] = await tx.query(
    `SELECT id FROM ${table} WHERE id = $1 AND state = 'running' FOR UPDATE`,
    [id],
  );
  if (rows.length === 0) throw new Refused('NOT_FOUND', 'There is no such job to go on with.');
}
