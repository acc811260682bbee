import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What follows from other columns is a third of an event's row. */
export class TellOnlyWhatIsNotImplied1772500001900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox ALTER COLUMN aggregatetype DROP NOT NULL;
      COMMENT ON COLUMN outbox.aggregatetype IS 'Written by the release before; goes with the next.';
      COMMENT ON COLUMN outbox.headers IS 'Kafka headers, JSON as text; after a + without those that id, type and key imply.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE outbox SET aggregatetype = split_part(type, '.', 1);
      ALTER TABLE outbox ALTER COLUMN aggregatetype SET NOT NULL;
      COMMENT ON COLUMN outbox.aggregatetype IS 'Noun of the event type.';
      COMMENT ON COLUMN outbox.headers IS 'Kafka headers, JSON as text: it is only forwarded.';
    `);
  }
}
