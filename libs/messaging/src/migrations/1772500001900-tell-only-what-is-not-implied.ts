import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follows from other columns is a third of an event's row. */
export class TellOnlyWhatIsNotImplied1772500001900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox DROP COLUMN aggregatetype;
      COMMENT ON COLUMN outbox.headers IS 'Kafka headers, JSON as text; after a + without those that id, type and key imply.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ADD COLUMN aggregatetype text NOT NULL DEFAULT '';
      COMMENT ON COLUMN outbox.headers IS 'Kafka headers, JSON as text: it is only forwarded.';
    `);
  }
}
