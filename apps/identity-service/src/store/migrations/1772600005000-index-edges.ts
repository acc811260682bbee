import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/**
 * Edges are written when their later description is new, and read by it: in that order a million records keep one index
 * less, and new edges stand at its end. Nobody asks for the subjects of a description: the index in memory knows them.
 */
export class IndexEdges1772600005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX edge_b, subject_description;
      ALTER TABLE edge DROP CONSTRAINT edge_pkey;
      ALTER TABLE edge ADD PRIMARY KEY (b, a);`);
    await comment(runner, 'step', 'Log of the resolver: totally ordered.', {
      kind: 'subject, judgement, revocation, activation or load.',
      ref: 'personal: record key, judgement id, comparison id or load id.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE edge DROP CONSTRAINT edge_pkey;
      ALTER TABLE edge ADD PRIMARY KEY (a, b);
      CREATE INDEX edge_b ON edge (b);
      CREATE INDEX subject_description ON subject (description_no)`);
  }
}
