import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment, knowledge } from './comment.js';

export class CreateLink1795500000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA link;
      CREATE TABLE link.record_person (
        record_key text NOT NULL,
        person_id uuid,
        dataset text NOT NULL,
        confidence text NOT NULL CHECK (confidence IN ('confirmed', 'probable')),
        link_version int NOT NULL,
        known_from timestamptz NOT NULL,
        known_to timestamptz NOT NULL DEFAULT 'infinity',
        load_key bigint NOT NULL,
        PRIMARY KEY (record_key, known_from)
      );
      CREATE UNIQUE INDEX record_person_now ON link.record_person (record_key)
        WHERE known_to = 'infinity';
      CREATE INDEX record_person_person ON link.record_person (person_id);
      CREATE TABLE link.person_alias (
        absorbed_id uuid NOT NULL,
        survivor_id uuid,
        version int NOT NULL,
        known_from timestamptz NOT NULL,
        known_to timestamptz NOT NULL DEFAULT 'infinity',
        load_key bigint NOT NULL,
        PRIMARY KEY (absorbed_id, known_from)
      );
      CREATE UNIQUE INDEX person_alias_now ON link.person_alias (absorbed_id)
        WHERE known_to = 'infinity';
      CREATE TABLE link.person_ref (
        person_id uuid PRIMARY KEY,
        person_key bigint NOT NULL UNIQUE DEFAULT (random() * 9007199254740991)::bigint
          CHECK (person_key >= 0)
      );
    `);
    await comment(runner, 'link.record_person', 'Whose record it is, as it was known.', {
      record_key: 'personal: department, source and record id.',
      person_id: 'personal: person; null when the record was withdrawn.',
      dataset: 'Dataset of the record.',
      confidence: 'confirmed or probable.',
      link_version: 'Version of the link: only a newer one is applied.',
      ...knowledge,
    });
    await comment(runner, 'link.person_alias', 'Where a person id leads after a merge of ids.', {
      absorbed_id: 'personal: person id.',
      survivor_id: 'personal: person it leads to; null when a split gave it back.',
      version: 'Version of the person: only a newer one is applied.',
      ...knowledge,
    });
    await comment(runner, 'link.person_ref', 'The key that stands for a person in every fact.', {
      person_id: 'personal: person.',
      person_key: 'personal: random number, derived from nothing.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA link CASCADE');
  }
}
