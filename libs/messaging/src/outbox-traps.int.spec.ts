import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aDatabase, type TestDatabase, until } from '@continuum/testing';
import pg from 'pg';
import { pino, type Logger } from 'pino';
import { register } from 'prom-client';
import type { QueryRunner } from 'typeorm';
import {
  aRelay,
  aTransaction,
  commit,
  Remembering,
  tell,
  told,
  versionOf,
} from '../test/a-relay.js';
import { aTransactionPooler, type TransactionPooler } from '../test/transaction-pooler.js';
import { messagingMigrations } from './migrations/index.js';
import { OutboxWatch } from './outbox-watch.js';
import { NotOneSession } from './relay.js';

jest.setTimeout(30_000);

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(messagingMigrations);
  await db.dataSource.query('CREATE TABLE thing (id text PRIMARY KEY, version int NOT NULL)');
});
beforeEach(async () => {
  await db.dataSource.query('TRUNCATE outbox, thing');
  await db.dataSource.query(`INSERT INTO thing VALUES ('a', 1)`);
});
afterAll(() => db.drop());

/** What a relay sends of what stands in the outbox. */
async function versionsSent(count: number): Promise<number[]> {
  const port = new Remembering();
  const relay = aRelay(port, db.url);
  relay.start();
  await until(() => port.sent.length === count);
  await relay.stop();
  return port.versions();
}

const headersIn = (headers: string) =>
  JSON.parse(headers.replace('+', '')) as Record<string, string>;

/** Versions in the outbox, read by a naive relay. */
async function versionsRead(sql: string, parameters: unknown[] = []): Promise<number[]> {
  const rows: { headers: string }[] = await db.dataSource.query(sql, parameters);
  return rows.map(({ headers }) => versionOf({ headers: headersIn(headers) }));
}

/** Locks the thing and takes its next version from the locked row. */
async function nextVersion(runner: QueryRunner): Promise<number> {
  const rows = (await runner.query(
    `UPDATE thing SET version = version + 1 WHERE id = 'a' RETURNING version`,
  )) as unknown as [{ version: number }[], number];
  return rows[0][0]?.version ?? 0;
}

describe('a cursor id > last skips a lower id committed later', () => {
  const lateCommit = async (afterFirst: () => Promise<unknown>) => {
    const a = await aTransaction(db.dataSource);
    await tell(a.manager, 1);
    await told(db, 2);
    await afterFirst();
    await commit(a);
  };

  it('naive: the lower id is never sent', async () => {
    let last = '0';
    const seen: string[] = [];
    const poll = async () => {
      const rows = await db.dataSource.query<{ id: string }[]>(
        'SELECT id FROM outbox WHERE id > $1 ORDER BY id',
        [last],
      );
      seen.push(...rows.map(({ id }) => id));
      last = rows.at(-1)?.id ?? last;
    };
    await lateCommit(poll);
    await poll();
    expect(seen).toHaveLength(1);
  });

  it('ours takes what is there and deletes what is sent', async () => {
    const port = new Remembering();
    const relay = aRelay(port, db.url);
    relay.start();
    await lateCommit(() => until(() => port.sent.length === 1));
    await until(() => port.sent.length === 2);
    await relay.stop();
    expect(port.versions().sort()).toEqual([1, 2]);
  });
});

describe('ordering by transaction id inverts a key', () => {
  /** A draws its transaction id; B makes version 2 and commits; A makes version 3. */
  const interleave = async () => {
    const a = await aTransaction(db.dataSource);
    await a.query('SELECT pg_current_xact_id()');
    const b = await aTransaction(db.dataSource);
    await tell(b.manager, await nextVersion(b));
    await commit(b);
    await tell(a.manager, await nextVersion(a));
    await commit(a);
  };

  it('naive: version 3 leaves before version 2', async () => {
    await db.dataSource.query(
      'ALTER TABLE outbox ADD COLUMN xid xid8 DEFAULT pg_current_xact_id()',
    );
    await interleave();
    const versions = await versionsRead('SELECT headers FROM outbox ORDER BY xid');
    await db.dataSource.query('ALTER TABLE outbox DROP COLUMN xid');
    expect(versions).toEqual([3, 2]);
  });

  it('ours orders by id', async () => {
    await interleave();
    expect(await versionsSent(2)).toEqual([2, 3]);
  });
});

describe('publishing before locking draws the id too early', () => {
  it('naive: version 3 leaves before version 2', async () => {
    const a = await aTransaction(db.dataSource);
    await tell(a.manager, 3);
    const b = await aTransaction(db.dataSource);
    await tell(b.manager, await nextVersion(b));
    await commit(b);
    await commit(a);
    expect(await versionsSent(2)).toEqual([3, 2]);
  });

  it('ours takes the version from the locked row, so that who publishes second waits', async () => {
    const a = await aTransaction(db.dataSource);
    const versionOfA = await nextVersion(a);
    const b = await aTransaction(db.dataSource);
    const second = nextVersion(b).then((version) => tell(b.manager, version));
    await tell(a.manager, versionOfA);
    await commit(a);
    await second;
    await commit(b);
    expect(await versionsSent(2)).toEqual([2, 3]);
  });
});

describe('several relays with SKIP LOCKED invert keys', () => {
  it('naive: the second takes version 2 while the first still sends version 1', async () => {
    const wire: number[] = [];
    const take = `SELECT headers FROM outbox ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`;
    const [slow, fast] = [await aTransaction(db.dataSource), await aTransaction(db.dataSource)];
    const takenBy = async (relay: QueryRunner) => {
      const [row] = (await relay.query(take)) as { headers: string }[];
      return versionOf({ headers: headersIn(row?.headers ?? '') });
    };
    await told(db, 1);
    await told(db, 2);
    const first = await takenBy(slow);
    wire.push(await takenBy(fast));
    wire.push(first);
    await Promise.all([commit(slow), commit(fast)]);
    expect(wire).toEqual([2, 1]);
  });

  it('ours sends a lane one at a time: the second relay waits for the first to end', async () => {
    const ports = [new Remembering(), new Remembering()];
    const relays = ports.map((port) => aRelay(port, db.url));
    relays.forEach((relay) => relay.start());
    for (let version = 1; version <= 50; version += 1) await told(db, version);
    await until(() => ports.reduce((sum, { sent }) => sum + sent.length, 0) === 50);
    const [busy, idle] = [...ports].sort((x, y) => y.sent.length - x.sent.length);
    expect(idle?.sent).toEqual([]);
    expect(busy?.versions()).toEqual(Array.from({ length: 50 }, (_, nth) => nth + 1));
    await Promise.all(relays.map((relay) => relay.stop()));
  });
});

describe('a session lock through a transaction-mode pooler is no lock', () => {
  let pooler: TransactionPooler;
  beforeAll(async () => {
    pooler = await aTransactionPooler(db.url);
  });
  afterAll(() => pooler.close());

  it('naive: two relays hold the lane at once', async () => {
    const relays = [new pg.Client(pooler.url), new pg.Client(pooler.url)] as const;
    for (const relay of relays) await relay.connect();
    const hold = async (relay: pg.Client) => {
      const { rows } = await relay.query<{ held: boolean }>(
        `SELECT pg_try_advisory_lock(hashtext('naive'), 0) AS held`,
      );
      return rows[0]?.held;
    };
    const first = await hold(relays[0]);
    await relays[1].query('SELECT 1');
    expect([first, await hold(relays[1])]).toEqual([true, true]);
    for (const relay of relays) await relay.end();
  });

  it('ours asks twice who answers, and sends nothing through a connection that changes', async () => {
    const port = new Remembering();
    const errors: unknown[] = [];
    const relay = aRelay(port, pooler.url, (error) => errors.push(error));
    await told(db, 1);
    relay.start();
    await until(() => errors.length > 0);
    await relay.stop();
    expect(errors[0]).toBeInstanceOf(NotOneSession);
    expect(port.sent).toEqual([]);
    expect(await versionsSent(1)).toEqual([1]);
  });
});

describe('a long transaction pins vacuum and the queue rots', () => {
  const vacuumedLeaves = async () => {
    await db.dataSource.query('VACUUM outbox');
    const [row] = await db.dataSource.query<{ dead: number }[]>(
      `SELECT pg_stat_get_dead_tuples('outbox'::regclass)::int AS dead`,
    );
    return row?.dead;
  };
  const figure = async (name: string) => (await register.getSingleMetric(name)?.get())?.values[0];

  it('naive: vacuum alone leaves every sent row; ours shows the transaction and raises an alarm until it ends', async () => {
    const alarms: string[] = [];
    const write = (line: string) => void alarms.push((JSON.parse(line) as { msg: string }).msg);
    const logger: Logger = pino({ level: 'error' }, { write });
    const watch = new OutboxWatch({ db: db.dataSource, logger, alarmAfterSeconds: 0.2 });

    const analysis = await aTransaction(db.dataSource);
    await analysis.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await analysis.query('SELECT FROM thing');
    await db.dataSource.transaction(async (tx) => {
      for (let version = 1; version <= 100; version += 1) await tell(tx, version);
    });
    await versionsSent(100);
    expect(await vacuumedLeaves()).toBe(100);

    await until(async () => {
      await watch.look();
      return alarms.length > 0;
    });
    expect(alarms).toEqual(['a long transaction pins the outbox']);
    expect((await figure('oldest_tx_seconds'))?.value).toBeGreaterThan(0.2);
    expect((await figure('dead_tuples'))?.value).toBe(100);
    expect((await figure('outbox_rows'))?.value).toBe(0);

    await commit(analysis);
    expect(await vacuumedLeaves()).toBe(0);
    await watch.look();
    expect(alarms).toHaveLength(1);
  });
});
