import { Injectable } from '@nestjs/common';
import { Clock } from '@continuum/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { digestOf } from '../domain/digest.js';
import { arrayLiteral } from './bulk.js';

export interface QueryRun {
  readonly userId: string;
  readonly decisionIds: readonly string[];
  readonly query: object;
  readonly asOf: string;
  readonly knowledgeAt: string;
  readonly result: object;
  readonly rowCount: number;
  readonly hiddenCells: number;
}

/** The audit of answers. */
@Injectable()
export class QueryRunRepository {
  constructor(private readonly clock: Clock) {}

  async save(run: QueryRun, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO work.query_run (run_id, ran_at, user_id, decision_ids, query, as_of,
                                   knowledge_at, result_digest, row_count, hidden_cells)
       VALUES ($1, $2, $3, $4::text[], $5::jsonb, $6, $7, $8, $9, $10)`,
      [
        randomUUID(),
        this.clock.now(),
        run.userId,
        arrayLiteral(run.decisionIds),
        JSON.stringify(run.query),
        run.asOf,
        run.knowledgeAt,
        digestOf(run.result),
        run.rowCount,
        run.hiddenCells,
      ],
    );
  }
}
