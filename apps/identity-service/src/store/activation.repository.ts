import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Pair } from './model.repository.js';

/** An activation that the resolver has yet to carry out, or to finish. */
export interface UnderWay extends Pair {
  readonly seq: number;
  readonly comparisonId: string;
  /** Null until it has begun. */
  readonly fromStep: string | null;
  /** Descriptions before this number are regrouped. */
  readonly reached: number;
}

const UNDER_WAY = `
  SELECT seq, comparison_id AS "comparisonId", model_id AS "modelId", epoch_id AS "epochId",
         from_step AS "fromStep", reached FROM activation WHERE NOT is_over`;

/** The pair in force at a step, or now; nothing before the first activation. */
export async function activeAt(
  tx: EntityManager,
  step = Number.MAX_SAFE_INTEGER,
): Promise<Pair | undefined> {
  const [row]: Pair[] = await tx.query(
    `SELECT model_id AS "modelId", epoch_id AS "epochId" FROM activation
      WHERE from_step <= $1 ORDER BY seq DESC LIMIT 1`,
    [step],
  );
  return row;
}

/** Which pair is in force since which step: rows are added, and say how far the resolver has come with the last. */
@Injectable()
export class ActivationRepository {
  async underWay(tx: EntityManager): Promise<UnderWay | undefined> {
    const [row]: UnderWay[] = await tx.query(UNDER_WAY);
    return row;
  }

  /** As `underWay`, and nobody cancels it until the transaction ends. */
  async lockUnderWay(tx: EntityManager): Promise<UnderWay | undefined> {
    const [row]: UnderWay[] = await tx.query(`${UNDER_WAY} FOR UPDATE`);
    return row;
  }

  /** What was in force before; nothing before the first activation. */
  async before(
    { seq }: UnderWay,
    tx: EntityManager,
  ): Promise<(Pair & { readonly comparisonId: string }) | undefined> {
    const [row]: (Pair & { comparisonId: string })[] = await tx.query(
      `SELECT comparison_id AS "comparisonId", model_id AS "modelId", epoch_id AS "epochId"
         FROM activation WHERE seq < $1 ORDER BY seq DESC LIMIT 1`,
      [seq],
    );
    return row;
  }

  async drop({ seq }: UnderWay, tx: EntityManager): Promise<void> {
    await tx.query('DELETE FROM activation WHERE seq = $1', [seq]);
  }

  async stop({ seq }: UnderWay, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE activation SET is_over = true WHERE seq = $1', [seq]);
  }

  async add(comparisonId: string, pair: Pair, by: string, tx: EntityManager): Promise<void> {
    await tx.query(
      'INSERT INTO activation (comparison_id, model_id, epoch_id, made_by) VALUES ($1, $2, $3, $4)',
      [comparisonId, pair.modelId, pair.epochId, by],
    );
  }

  async begin({ seq }: UnderWay, step: number, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE activation SET from_step = $2 WHERE seq = $1', [seq, step]);
  }

  async reach({ seq }: UnderWay, reached: number, isOver: boolean, tx: EntityManager) {
    await tx.query('UPDATE activation SET reached = $2, is_over = $3 WHERE seq = $1', [
      seq,
      reached,
      isOver,
    ]);
  }
}
