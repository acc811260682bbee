import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A record is mostly linked soon after it came: counted before, everything derived would be written twice. */
export class LetRecordsOfNobodyWait1795600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE work.dirty_person
        ADD COLUMN marked_at timestamptz NOT NULL DEFAULT clock_timestamp();
      COMMENT ON COLUMN work.dirty_person.marked_at IS 'UTC instant: a record of nobody waits a while for its person.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE work.dirty_person DROP COLUMN marked_at');
  }
}
