import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/** Public halves of the keys that sign permits: old ones are served until nothing signed by them is in force. */
export class CreatePermitKey1795400000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE permit_key (
        key_id text PRIMARY KEY,
        public_jwk jsonb NOT NULL,
        first_seen_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL
      )`);
    await comment(runner, 'permit_key', 'Public keys with which owners check permits.', {
      key_id: 'Thumbprint of the key (RFC 7638).',
      public_jwk: 'The public key as a JWK.',
      first_seen_at: 'When an instance first started with it.',
      last_seen_at: 'When an instance last started with it.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE permit_key');
  }
}
