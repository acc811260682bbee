import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDatabase, type TestDatabase } from '@continuum/testing';
import {
  aCase,
  aConsumer,
  aDelivery,
  aHandler,
  deliveryOf,
  handledBy,
} from '../test/deliveries.js';
import { deliver, type Delivery } from './deliver.js';
import { messagingMigrations } from './migrations/index.js';
import { discard, listParked, replay } from './replay.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(messagingMigrations);
  await db.dataSource.query(
    'CREATE TABLE handled (nth bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, key text, version int)',
  );
});
beforeEach(() =>
  db.dataSource.query('TRUNCATE handled, inbox, outbox, parked_key, parked_event, discarded_event'),
);
afterAll(() => db.drop());

const filter = { consumer: 'reporting-service' };
const options = { topicPrefix: '', rate: 1000, patienceMs: 5_000 };
const poison = aCase();
const broken = () => aConsumer(db.dataSource, aHandler({ poison: new Set([poison.caseId]) }));
const mended = () => aConsumer(db.dataSource, aHandler());

/** What relay and broker do with a replayed row: hand it to the consumer that parked it. */
async function relayTo(consumer: () => ReturnType<typeof mended>, until: Promise<unknown>) {
  let isOver = false;
  void until.finally(() => (isOver = true));
  while (!isOver) {
    const rows = (await db.dataSource.query(
      `DELETE FROM outbox WHERE headers LIKE '%continuum-replay%' RETURNING aggregateid, headers, payload`,
    )) as [{ aggregateid: string; headers: string; payload: Buffer }[]];
    for (const row of rows[0]) await deliver([replayed(row)], consumer());
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function replayed({
  aggregateid,
  headers,
  payload,
}: {
  aggregateid: string;
  headers: string;
  payload: Buffer;
}): Delivery {
  const parsed = JSON.parse(headers) as Record<string, string>;
  const record = {
    topic: 'dead',
    partition: 0,
    offset: 0n,
    key: aggregateid,
    value: payload,
    headers: parsed,
  };
  return { ...deliveryOf(record), topic: parsed['continuum-topic'] ?? '', isReplay: true };
}

describe('replaying a parked key', () => {
  it('clears it in order after a fix, with what arrived meanwhile behind it', async () => {
    await deliver([aDelivery(poison), aDelivery({ ...poison, version: 2 })], broken());
    await deliver([aDelivery({ ...poison, version: 3 })], mended());

    const replaying = replay(db.dataSource, filter, options);
    await relayTo(mended, replaying);

    expect(await replaying).toMatchObject({ freed: [{ key: poison.caseId }], stuck: [] });
    expect((await handledBy(db.dataSource)).map(({ version }) => version)).toEqual([1, 2, 3]);
    await deliver([aDelivery({ ...poison, version: 4 })], mended());
    expect(await handledBy(db.dataSource)).toHaveLength(4);
  });

  it('leaves it parked, and says so, while the event is still refused', async () => {
    await deliver([aDelivery(poison)], broken());
    const replaying = replay(db.dataSource, filter, options);
    await relayTo(broken, replaying);
    expect(await replaying).toMatchObject({ freed: [], stuck: [{ key: poison.caseId }] });
    expect(await listParked(db.dataSource, filter)).toHaveLength(1);
  });

  it('takes only what the filter names', async () => {
    await deliver([aDelivery(poison)], broken());
    expect(await listParked(db.dataSource, { ...filter, code: 'CONTRACT' })).toEqual([]);
    expect(await listParked(db.dataSource, { ...filter, code: 'POISON' })).toHaveLength(1);
  });
});

describe('discarding a parked key', () => {
  it('needs a reason, records it without the data and frees the key', async () => {
    await deliver([aDelivery(poison)], broken());
    await expect(discard(db.dataSource, filter, ' ')).rejects.toThrow('reason');
    expect(await discard(db.dataSource, filter, 'sent twice by mistake')).toBe(1);
    expect(await listParked(db.dataSource, filter)).toEqual([]);
    await deliver([aDelivery({ ...poison, version: 2 })], mended());
    expect(await handledBy(db.dataSource)).toHaveLength(1);
  });
});
