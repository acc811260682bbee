import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/** Checkpoints are a chain of their own: one that is taken out, or put in another's place, shows. */
export class ChainCheckpoints1795650000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE audit_checkpoint
        ADD COLUMN prev_hash bytea NOT NULL,
        ADD COLUMN key_id text NOT NULL`);
    await comment(runner, 'audit_checkpoint', 'Signed heads of all chains, exported elsewhere.', {
      prev_hash: 'SHA-256 of the statement of the checkpoint before; zeros for the first.',
      key_id: 'Thumbprint of the public key (RFC 7638).',
      signature: 'Ed25519 signature of the statement: number, instant, hash before, size and root.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE audit_checkpoint DROP COLUMN prev_hash, DROP COLUMN key_id');
  }
}
