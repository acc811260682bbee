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
import { CaseProposedV1 } from '@continuum/contracts';
import {
  aBroker,
  aDatabase,
  anIssuer,
  type TestBroker,
  type TestDatabase,
  type TestIssuer,
  until,
} from '@continuum/testing';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import { ConsumerProcess } from '../test/consumer-process.js';
import { aCase } from '../test/deliveries.js';
import { KafkaJsPort } from './kafkajs/kafkajs-port.js';
import { messagingMigrations } from './migrations/index.js';
import { publish } from './publish.js';
import { setPublisher } from './publisher.js';
import { Relay } from './relay.js';
import { allTopics } from './topics.js';

jest.setTimeout(90_000);

const KEYS = Array.from({ length: 24 }, () => randomUUID());

let db: TestDatabase;
let broker: TestBroker;
let issuer: TestIssuer;
let admin: Admin;
let port: KafkaJsPort;
let prefix: string;
let relay: Relay;
let members: ConsumerProcess[];
let load: Load;

beforeAll(async () => {
  [db, broker, issuer] = await Promise.all([aDatabase(messagingMigrations), aBroker(), anIssuer()]);
  await db.dataSource.query(
    'CREATE TABLE effect (nth bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, key text, version int)',
  );
  port = new KafkaJsPort({ brokers: broker.brokers, clientId: 'spec' });
  admin = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
});
beforeEach(async () => {
  prefix = `${broker.prefix}${randomUUID()}.`;
  await db.dataSource.query('TRUNCATE outbox, inbox, effect, parked_key, parked_event');
  await port.ensureTopics(allTopics(['spec-service'], prefix));
  relay = new Relay(port, { databaseUrl: db.url, lane: 0, batch: 500, onError: () => undefined });
  relay.start();
  const wake = () => relay.wake();
  setPublisher(db.dataSource, { service: 'spec-service', topicPrefix: prefix, lanes: 1, wake });
  members = await Promise.all([join(), join(), join()]);
  load = new Load();
});
afterEach(async () => {
  await load.end();
  for (const member of members) await member.end('SIGKILL');
  await relay.stop();
});
afterAll(async () => {
  await admin.disconnect();
  await port.close();
  await Promise.all([db.drop(), broker.close(), issuer.close()]);
});

const join = () => ConsumerProcess.join({ db, broker, issuer, prefix });
const count = async (from: string) => {
  const [row] = await db.dataSource.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM ${from}`,
  );
  return row?.n;
};

/** Publishes version after version of every thing; what was committed is acknowledged. */
class Load {
  acknowledged = 0;
  private isEnding = false;
  private readonly done = this.run();

  async end() {
    this.isEnding = true;
    await this.done;
  }

  private async run() {
    while (!this.isEnding) {
      const version = this.acknowledged + 1;
      const changes = KEYS.map((caseId) => ({ data: aCase({ caseId, version }) }));
      await db.dataSource.transaction((tx) => publish(tx, CaseProposedV1, changes));
      this.acknowledged = version;
      await until(async () => (await count('outbox')) === 0);
    }
  }
}

const memberCount = async () => {
  const { groups } = await admin.describeGroups([`${prefix}spec-service`]);
  return groups[0]?.state === 'Stable' ? groups[0].members.length : 0;
};
const lag = async () => {
  const lags = await port.lag(`${prefix}spec-service`, [`${prefix}continuum.care`]);
  return lags.reduce((sum, one) => sum + one.lag, 0n);
};
/** Every thing has an effect that was not there when this was called. */
async function everyKeyMoves() {
  const version = load.acknowledged;
  await until(async () => {
    const from = `(SELECT key FROM effect GROUP BY key HAVING max(version) > ${version}) AS moved`;
    return (await count(from)) === KEYS.length;
  });
}

/** The ledger: every acknowledged version has its effect, once, in order; nothing is left over. */
async function expectTheLedgerKept() {
  await load.end();
  await until(async () => (await lag()) === 0n);
  const rows = await db.dataSource.query<{ key: string; versions: number[] }[]>(
    'SELECT key, array_agg(version ORDER BY nth) AS versions FROM effect GROUP BY key',
  );
  const expected = Array.from({ length: load.acknowledged }, (_, nth) => nth + 1);
  const kept = new Map(rows.map(({ key, versions }) => [key, versions]));
  expect(KEYS.filter((key) => kept.get(key)?.join() !== expected.join())).toEqual([]);
  expect([await count('outbox'), await count('parked_event')]).toEqual([0, 0]);
}

describe('three consumers under load', () => {
  it('restarted one after the other end cleanly, and every acknowledged version has its effect once, in order', async () => {
    await everyKeyMoves();
    for (const nth of [0, 1, 2]) {
      expect(await members[nth]?.end('SIGTERM')).toBe(0);
      members[nth] = await join();
      await everyKeyMoves();
    }
    await expectTheLedgerKept();
  });

  it('lose one that is frozen in a batch past its session time-out; the others take over, and it comes back', async () => {
    await everyKeyMoves();
    const [victim] = members;
    await victim?.hold();
    victim?.freeze();
    await until(async () => (await memberCount()) === 2);
    // Its open transaction holds inbox keys until PostgreSQL ends it.
    await everyKeyMoves();
    victim?.wake();
    await until(async () => (await memberCount()) === 3);
    await everyKeyMoves();
    await expectTheLedgerKept();
  });
});
