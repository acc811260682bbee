import type { MigrationInterface, QueryRunner } from 'typeorm';

const KEYS = {
  'link.record_person': 'record_key',
  'link.person_alias': 'absorbed_id',
  'mart.fact_record': 'record_key',
  'mart.fact_contact': 'person_key, episode_key',
  'mart.bridge_contact_record': 'person_key, record_key',
  'mart.fact_jail_stay': 'person_key, record_key',
};

/** By the end of its validity a row is found now and then, and one alone is valid now: one index did each. */
export class OneIndexForNowAndThen1795630000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [table, key] of Object.entries(KEYS)) {
      await runner.query(`
        DROP INDEX ${table}_now;
        ALTER TABLE ${table} DROP CONSTRAINT ${nameOf(table)}_pkey, ADD PRIMARY KEY (${key}, known_to);
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, key] of Object.entries(KEYS)) {
      await runner.query(`
        ALTER TABLE ${table} DROP CONSTRAINT ${nameOf(table)}_pkey, ADD PRIMARY KEY (${key}, known_from);
        CREATE UNIQUE INDEX ${nameOf(table)}_now ON ${table} (${key}) WHERE known_to = 'infinity';
      `);
    }
  }
}

const nameOf = (table: string) => table.replace(/^.*\./, '');
