import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePersons1772000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE record_person (
        record_key text PRIMARY KEY,
        person_id uuid,
        confidence text NOT NULL CHECK (confidence IN ('confirmed', 'probable')),
        link_version int NOT NULL,
        dataset text NOT NULL,
        labels text[] NOT NULL
      );
      CREATE INDEX record_person_person ON record_person (person_id);
      COMMENT ON TABLE record_person IS 'personal: whose record it is, as identity-service last said.';
      COMMENT ON COLUMN record_person.record_key IS 'department/source/recordId';
      COMMENT ON COLUMN record_person.person_id IS 'personal: as assigned; resolve it through person_alias. Null: withdrawn or erased.';
      COMMENT ON COLUMN record_person.confidence IS 'confirmed or probable: a permit travels over confirmed links only.';
      COMMENT ON COLUMN record_person.link_version IS 'Only a higher one is applied.';
      COMMENT ON COLUMN record_person.dataset IS 'Dataset of the record.';
      COMMENT ON COLUMN record_person.labels IS 'Labels of the record.';

      CREATE TABLE person_alias (
        absorbed_id uuid PRIMARY KEY,
        survivor_id uuid,
        version int NOT NULL
      );
      CREATE INDEX person_alias_survivor ON person_alias (survivor_id);
      COMMENT ON TABLE person_alias IS 'personal: absorbed person ids and where they lead.';
      COMMENT ON COLUMN person_alias.absorbed_id IS 'personal: person id that was absorbed.';
      COMMENT ON COLUMN person_alias.survivor_id IS 'personal: person id it leads to; null once a split gave the id back.';
      COMMENT ON COLUMN person_alias.version IS 'Version of the absorbed person: only a higher one is applied.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE person_alias, record_person');
  }
}
