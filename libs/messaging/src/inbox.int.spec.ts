import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDatabase, type TestDatabase, until } from '@continuum/testing';
import { receive } from './inbox.js';
import { isInfrastructure } from './infrastructure.js';
import { messagingMigrations } from './migrations/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(messagingMigrations);
});
afterAll(() => db.drop());
beforeEach(() => db.dataSource.query('TRUNCATE inbox'));

const id = (nth: number) => `018e0000-0000-7000-8000-00000000000${nth}`;
const received = (...ids: string[]) => db.dataSource.transaction((tx) => receive(tx, ids));

const waiting = () =>
  db.dataSource.query<unknown[]>(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );

describe('the inbox', () => {
  it('says which events are new, each once, whatever is repeated', async () => {
    expect([...(await received(id(2), id(1), id(2)))]).toEqual([id(2), id(1)]);
    expect([...(await received(id(1), id(3)))]).toEqual([id(3)]);
    expect([...(await received(id(1), id(2), id(3)))]).toEqual([]);
  });

  it('lets nothing of an event happen twice when two consumers have it at once: the second tries again', async () => {
    const first = db.dataSource.createQueryRunner();
    await first.startTransaction();
    await receive(first.manager, [id(1)]);
    const second = received(id(1)).catch((error: unknown) => error);
    await until(async () => (await waiting()).length > 0);
    await first.commitTransaction();
    await first.release();
    expect(isInfrastructure(await second)).toBe(true);
    expect([...(await received(id(1)))]).toEqual([]);
  });
});
