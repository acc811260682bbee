import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import { aDatabase, type TestDatabase, until } from '@continuum/testing';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { aRelay, CASE_ID, Remembering, told, versionOf } from '../test/a-relay.js';
import { aCase, aConsumer, aDelivery, aHandler, handledBy } from '../test/deliveries.js';
import { deliver } from './deliver.js';
import { messagingMigrations } from './migrations/index.js';
import type { Relay } from './relay.js';

jest.setTimeout(60_000);

const PROCESS = join(import.meta.dirname, '../test/relay.process.mjs');
type Headers = Readonly<Record<string, string>>;
type Step = { readonly about?: string; readonly sent?: readonly Headers[] };

let db: TestDatabase;
let child: ChildProcess;
let other: Relay | undefined;
/** What the broker got, in order, from whichever relay. */
let wire: Headers[];
let steps: string[];

beforeAll(async () => {
  db = await aDatabase(messagingMigrations);
  await db.dataSource.query(`
    CREATE TABLE handled (nth bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, key text, version int);
    CREATE TABLE thing (id text PRIMARY KEY, version int NOT NULL)`);
});
beforeEach(async () => {
  await db.dataSource.query('TRUNCATE outbox, inbox, handled, thing');
  [wire, steps] = [[], []];
});
afterEach(async () => {
  await other?.stop();
  other = undefined;
  child.kill('SIGCONT');
  child.kill('SIGKILL');
  await until(() => child.exitCode !== null || child.signalCode !== null);
});
afterAll(() => db.drop());

function aRelayProcess(holdsBefore: 'sending' | 'deleting') {
  child = fork(PROCESS, [db.url, holdsBefore]);
  child.on('message', ({ about, sent = [] }: Step) => {
    wire.push(...sent);
    if (about) steps.push(about);
  });
}

/** Another relay of the same lane, sending to the same broker. */
function anotherRelay() {
  const port = new Remembering();
  other = aRelay(port, db.url);
  const send = port.send.bind(port);
  port.send = (records) => {
    wire.push(...records.map(({ headers }) => headers));
    return send(records);
  };
  other.start();
}

async function endItsSession() {
  const admin = new pg.Client(db.url);
  await admin.connect();
  await admin.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'relay' AND datname = current_database()`,
  );
  await admin.end();
}

const versions = () => wire.map((headers) => versionOf({ headers }));
const kept = async (sql: string) => {
  await db.dataSource.query('TRUNCATE thing');
  for (const version of versions()) await db.dataSource.query(sql, [CASE_ID, version]);
  return db.dataSource.query<{ version: number }[]>('SELECT version FROM thing');
};
const LAST_WINS = `INSERT INTO thing VALUES ($1, $2)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version`;
const VERSION_RULE = `INSERT INTO thing AS kept VALUES ($1, $2)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE kept.version < excluded.version`;

describe('a frozen relay wakes after losing its lock and sends old rows', () => {
  it('naive: the old row wins in a store without versions; ours keeps the newer one, and the relay gives up the lane', async () => {
    await told(db, 1);
    aRelayProcess('sending');
    await until(() => steps.includes('to send'));
    child.kill('SIGSTOP');
    await endItsSession();

    anotherRelay();
    await until(() => wire.length === 1);
    await told(db, 2);
    await until(() => wire.length === 2);

    child.send('go on');
    child.kill('SIGCONT');
    await until(() => steps.includes('an error'));
    expect(versions()).toEqual([1, 2, 1]);
    expect(await kept(LAST_WINS)).toEqual([{ version: 1 }]);
    expect(await kept(VERSION_RULE)).toEqual([{ version: 2 }]);

    await told(db, 3);
    await until(() => wire.length === 4);
    expect(steps).toEqual(['to send', 'an error']);
    expect(versions()).toEqual([1, 2, 1, 3]);
  });
});

describe('a crash between acknowledgement and delete', () => {
  beforeEach(async () => {
    await told(db, 1);
    aRelayProcess('deleting');
    await until(() => steps.includes('to delete'));
    child.kill('SIGKILL');
    anotherRelay();
    await until(() => wire.length === 2);
  });
  const arrivals = () =>
    wire.map((headers) => aDelivery(aCase({ caseId: CASE_ID }), { headers, key: CASE_ID }));

  it('naive: a handler without an inbox works twice', async () => {
    const handle = aHandler();
    for (const delivery of arrivals()) await handle([delivery.read()], db.dataSource.manager);
    expect(await handledBy(db.dataSource)).toHaveLength(2);
  });

  it('ours sends the same event id, which the inbox knows', async () => {
    expect(wire[0]?.['ce_id']).toBe(wire[1]?.['ce_id']);
    for (const delivery of arrivals())
      await deliver([delivery], aConsumer(db.dataSource, aHandler()));
    expect(await handledBy(db.dataSource)).toEqual([{ key: CASE_ID, version: 1 }]);
    await until(async () => (await db.dataSource.query<[]>('SELECT FROM outbox')).length === 0);
  });
});
