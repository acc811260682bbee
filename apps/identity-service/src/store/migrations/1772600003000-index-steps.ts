import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A standby reads what the last steps have written, once a second: rows of like steps lie together. */
export class IndexSteps1772600003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX subject_version_step ON subject_version USING brin (from_step) WITH (autosummarize = on);
      CREATE INDEX membership_step ON membership USING brin (from_step) WITH (autosummarize = on);
      CREATE INDEX person_step ON person USING brin (changed_step) WITH (autosummarize = on);
      CREATE INDEX review_task_step ON review_task USING brin (changed_step) WITH (autosummarize = on);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP INDEX review_task_step, person_step, membership_step, subject_version_step',
    );
  }
}
