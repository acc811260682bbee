import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data that is kept and not asked: taking them apart for every record is work for nobody. */
export class KeepActivitiesAsText1795600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE staging.activity_version ALTER COLUMN data TYPE json USING data::json;
      ALTER TABLE staging.other_event ALTER COLUMN data TYPE json USING data::json;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE staging.other_event ALTER COLUMN data TYPE jsonb USING data::jsonb;
      ALTER TABLE staging.activity_version ALTER COLUMN data TYPE jsonb USING data::jsonb;
    `);
  }
}
