import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDatabase, type TestDatabase } from '@continuum/testing';
import { consentServiceMigrations } from '../data-source.js';

let database: TestDatabase;
beforeAll(async () => void (database = await aDatabase(consentServiceMigrations)));
afterAll(() => database.drop());

const ABOUT_PEOPLE = ['person_id', 'record_key', 'user_id', 'subject_pseudonym'];

describe('the tables', () => {
  it('say what they and each of their columns hold', async () => {
    const silent = await database.dataSource.query(
      `SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'migrations'
          AND attnum > 0 AND NOT attisdropped
          AND (col_description(pg_class.oid, attnum) IS NULL OR obj_description(pg_class.oid) IS NULL)`,
    );
    expect(silent).toEqual([]);
  });

  it('mark what is about a person', async () => {
    const unmarked = await database.dataSource.query(
      `SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attname = ANY($1)
          AND col_description(pg_class.oid, attnum) NOT LIKE 'personal:%'`,
      [ABOUT_PEOPLE],
    );
    expect(unmarked).toEqual([]);
  });
});
