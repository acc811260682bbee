import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CaseProposedV1, type CaseV1 } from '@continuum/contracts';
import { aDatabase, type TestDatabase, until } from '@continuum/testing';
import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { aCase } from '../test/deliveries.js';
import type { KafkaPort, OutgoingRecord } from './kafka-port.js';
import { messagingMigrations } from './migrations/index.js';
import { publish } from './publish.js';
import { Relay } from './relay.js';

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

const caseId = aCase().caseId;

/** A broker that only remembers what it was sent. */
class Remembering implements Pick<KafkaPort, 'send'> {
  readonly sent: OutgoingRecord[] = [];
  beforeAnswer: () => Promise<void> = () => Promise.resolve();

  async send(records: readonly OutgoingRecord[]) {
    this.sent.push(...records);
    await this.beforeAnswer();
  }
  versions = () => this.sent.map(({ headers }) => Number(headers['ce_subjectversion']));
}

function aRelay(port: Remembering): Relay {
  const options = { databaseUrl: db.url, lane: 0, batch: 500, onError: () => undefined };
  return new Relay(port as unknown as KafkaPort, options);
}

async function aTransaction(dataSource: DataSource): Promise<QueryRunner> {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  return runner;
}

const tell = (runner: QueryRunner, version: number) =>
  publish(runner.manager, CaseProposedV1, [
    { data: aCase({ caseId, version }) satisfies CaseV1['data'] },
  ]);

/** Locks the thing and takes its next version from the locked row. */
async function nextVersion(runner: QueryRunner): Promise<number> {
  const rows = (await runner.query(
    `UPDATE thing SET version = version + 1 WHERE id = 'a' RETURNING version`,
  )) as unknown as [{ version: number }[], number];
  return rows[0][0]?.version ?? 0;
}

async function commit(runner: QueryRunner) {
  await runner.commitTransaction();
  await runner.release();
}

describe('an id that commits late', () => {
  const lateCommit = async (afterFirst: () => Promise<unknown>) => {
    const a = await aTransaction(db.dataSource);
    await tell(a, 1);
    const b = await aTransaction(db.dataSource);
    await tell(b, 2);
    await commit(b);
    await afterFirst();
    await commit(a);
  };

  it('is sent, because the relay takes what is there and deletes what is sent', async () => {
    const port = new Remembering();
    const relay = aRelay(port);
    relay.start();
    await lateCommit(() => until(() => port.sent.length === 1));
    await until(() => port.sent.length === 2);
    await relay.stop();
    expect(port.versions().sort()).toEqual([1, 2]);
  });

  it('is skipped for ever by a cursor over the last id sent', async () => {
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
});

describe('two versions of one thing', () => {
  it('leave in order when the version comes from the locked row', async () => {
    const a = await aTransaction(db.dataSource);
    await a.query('SELECT pg_current_xact_id()');
    const b = await aTransaction(db.dataSource);
    await tell(b, await nextVersion(b));
    await commit(b);
    await tell(a, await nextVersion(a));
    await commit(a);
    const port = new Remembering();
    const relay = aRelay(port);
    relay.start();
    await until(() => port.sent.length === 2);
    await relay.stop();
    expect(port.versions()).toEqual([2, 3]);
  });

  it('are inverted when ordered by transaction id', async () => {
    await db.dataSource.query(
      'ALTER TABLE outbox ADD COLUMN xid xid8 DEFAULT pg_current_xact_id()',
    );
    const a = await aTransaction(db.dataSource);
    await a.query('SELECT pg_current_xact_id()');
    const b = await aTransaction(db.dataSource);
    await tell(b, 2);
    await commit(b);
    await tell(a, 3);
    await commit(a);
    const rows = await db.dataSource.query<{ headers: string }[]>(
      'SELECT headers FROM outbox ORDER BY xid',
    );
    await db.dataSource.query('ALTER TABLE outbox DROP COLUMN xid');
    expect(
      rows.map(
        ({ headers }) => (JSON.parse(headers) as Record<string, string>)['ce_subjectversion'],
      ),
    ).toEqual(['3', '2']);
  });

  it('are inverted when published before the thing is locked', async () => {
    const a = await aTransaction(db.dataSource);
    await tell(a, 3);
    const b = await aTransaction(db.dataSource);
    await tell(b, await nextVersion(b));
    await commit(b);
    await commit(a);
    const port = new Remembering();
    const relay = aRelay(port);
    relay.start();
    await until(() => port.sent.length === 2);
    await relay.stop();
    expect(port.versions()).toEqual([3, 2]);
  });
});

describe('several relays', () => {
  it('send a lane one at a time: the second waits for the first one to end', async () => {
    const ports = [new Remembering(), new Remembering()];
    const relays = ports.map((port) => aRelay(port));
    relays.forEach((relay) => relay.start());
    for (let version = 1; version <= 50; version += 1) {
      const runner = await aTransaction(db.dataSource);
      await tell(runner, version);
      await commit(runner);
    }
    await until(() => ports.reduce((sum, { sent }) => sum + sent.length, 0) === 50);
    const [busy, idle] = [...ports].sort((x, y) => y.sent.length - x.sent.length);
    expect(idle?.sent).toEqual([]);
    expect(busy?.versions()).toEqual(Array.from({ length: 50 }, (_, nth) => nth + 1));
    await Promise.all(relays.map((relay) => relay.stop()));
  });

  it('send the same event id again after a crash between acknowledgement and delete', async () => {
    const crashing = new Remembering();
    const relay = aRelay(crashing);
    crashing.beforeAnswer = async () => {
      const admin = new pg.Client(db.url);
      await admin.connect();
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'relay' AND datname = current_database()`,
      );
      await admin.end();
      crashing.beforeAnswer = () => Promise.resolve();
    };
    const runner = await aTransaction(db.dataSource);
    await tell(runner, 1);
    await commit(runner);
    relay.start();
    await until(() => crashing.sent.length === 2);
    await relay.stop();
    const ids = crashing.sent.map(({ headers }) => headers['ce_id']);
    expect(ids[0]).toBe(ids[1]);
    expect(await db.dataSource.query('SELECT FROM outbox')).toEqual([]);
  });
});
