import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { aDatabase, type TestDatabase } from './postgres.js';

class CreateVisit1772442000000 {
  up(runner: QueryRunner) {
    return runner.query('CREATE TABLE visit (visit_id int PRIMARY KEY)');
  }
  down(runner: QueryRunner) {
    return runner.query('DROP TABLE visit');
  }
}

describe('a database for one spec file', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([
      aDatabase([CreateVisit1772442000000]),
      aDatabase([CreateVisit1772442000000]),
    ]);
  });
  afterAll(() => Promise.all([first.drop(), second.drop()]));

  it('has had the migrations', async () => {
    await first.dataSource.query('INSERT INTO visit VALUES (1)');
    expect(await first.dataSource.query('SELECT * FROM visit')).toEqual([{ visit_id: 1 }]);
  });

  it('is nobody else’s', async () => {
    expect(await second.dataSource.query('SELECT * FROM visit')).toEqual([]);
  });

  it('is gone after it was dropped', async () => {
    const third = await aDatabase([CreateVisit1772442000000]);
    await third.drop();

    const name = new URL(third.url).pathname.slice(1);
    const left = await first.dataSource.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      name,
    ]);
    expect(left).toEqual([]);
  });
});
