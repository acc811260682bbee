import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CaseProposedV1 } from '@continuum/contracts';
import { aDatabase, type TestDatabase, until } from '@continuum/testing';
import { aCase } from '../test/deliveries.js';
import type { KafkaPort, OutgoingRecord } from './kafka-port.js';
import { messagingMigrations } from './migrations/index.js';
import { publish } from './publish.js';
import { Relay } from './relay.js';

jest.setTimeout(30_000);

/** After so many executions PostgreSQL plans a prepared statement once and for all. */
const UNTIL_PLANNED = 8;

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(messagingMigrations);
});
afterAll(() => db.drop());

const tell = (count: number) =>
  db.dataSource.transaction((tx) =>
    publish(
      tx,
      CaseProposedV1,
      Array.from({ length: count }, () => ({ data: aCase() })),
    ),
  );

async function scans() {
  const [row] = await db.dataSource.query<{ whole: number; all: number }[]>(
    `SELECT seq_scan::int AS whole, (seq_scan + idx_scan)::int AS all
       FROM pg_stat_user_tables WHERE relname = 'outbox'`,
  );
  return row ?? { whole: -1, all: -1 };
}

describe('a relay that was planned on an empty outbox', () => {
  it('never reads it whole when it is full', async () => {
    await db.dataSource.query('VACUUM ANALYZE outbox');
    const before = await scans();
    const sent: OutgoingRecord[] = [];
    const port = {
      send: (records: readonly OutgoingRecord[]) => Promise.resolve(void sent.push(...records)),
    } as unknown as KafkaPort;
    const options = { databaseUrl: db.url, lane: 0, batch: 100, onError: () => undefined };
    const relay = new Relay(port, options);
    relay.start();
    for (let nth = 1; nth <= UNTIL_PLANNED; nth += 1) {
      await tell(1);
      await until(() => sent.length === nth);
    }
    await tell(2_000);
    await until(() => sent.length === UNTIL_PLANNED + 2_000);
    await relay.stop();
    await until(async () => (await scans()).all > before.all);
    expect((await scans()).whole).toBe(before.whole);
  });
});
