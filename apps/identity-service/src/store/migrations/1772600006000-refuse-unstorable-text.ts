import type { MigrationInterface, QueryRunner } from 'typeorm';

/** JSON may carry the character of code 0, which no text column takes: the resolver could never get past such a row. */
export class RefuseUnstorableText1772600006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE intake ADD CONSTRAINT intake_is_storable
        CHECK (strpos(command::text, '\\u0000') = 0)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE intake DROP CONSTRAINT intake_is_storable');
  }
}
