import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/** Keys follow from features, model and frequencies: the index in memory is the only place that holds them. */
export class DeriveKeys1772600002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE description DROP COLUMN keys');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE description ADD COLUMN keys bigint[] NOT NULL DEFAULT '{}'`);
    await comment(runner, 'description', 'A distinct set of identity features; immutable.', {
      keys: 'personal: blocking keys, 53-bit hashes; the index over them is in memory.',
    });
  }
}
