import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDatabase, type TestDatabase } from '@continuum/testing';
import type { EventEmitter } from 'node:events';
import {
  aCase,
  aConsumer,
  aDelivery,
  aHandler,
  handledBy,
  type CaseData,
} from '../test/deliveries.js';
import { Breaker } from './breaker.js';
import { deliver } from './deliver.js';
import { BreakerOpen, isInfrastructure, NoLongerOurs, WrongAnswer } from './infrastructure.js';
import { messagingMigrations } from './migrations/index.js';
import { listParked } from './replay.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(messagingMigrations);
  await db.dataSource.query(
    'CREATE TABLE handled (nth bigint GENERATED ALWAYS AS IDENTITY, event_id uuid, key text, version int)',
  );
});
beforeEach(() => db.dataSource.query('TRUNCATE handled, inbox, outbox, parked_key, parked_event'));
afterAll(() => db.drop());

const parked = () => listParked(db.dataSource, { consumer: 'reporting-service' });
const count = async (table: string) => {
  const [row] = (await db.dataSource.query(`SELECT count(*)::int AS n FROM ${table}`)) as {
    n: number;
  }[];
  return row?.n;
};

describe('delivering a batch', () => {
  it('applies each event once, however often it comes', async () => {
    const batch = [aDelivery(aCase()), aDelivery(aCase())];
    const consumer = aConsumer(db.dataSource, aHandler());
    await deliver([...batch, ...batch], consumer);
    await deliver(batch, consumer);
    expect(await handledBy(db.dataSource)).toHaveLength(2);
    expect(await count('inbox')).toBe(2);
  });

  it('refuses one poison event among 200, parks its key and applies the 199 others', async () => {
    const cases = Array.from({ length: 200 }, () => aCase());
    const poison = cases[77] as CaseData;
    const consumer = aConsumer(db.dataSource, aHandler({ poison: new Set([poison.caseId]) }));
    await deliver(
      cases.map((one) => aDelivery(one)),
      consumer,
    );
    expect(await handledBy(db.dataSource)).toHaveLength(199);
    expect(await parked()).toMatchObject([{ key: poison.caseId, code: 'POISON', events: 1 }]);
  });

  it('tells the dead letters what it refused, with code and origin and without the value', async () => {
    const poison = aCase();
    await deliver(
      [aDelivery(poison)],
      aConsumer(db.dataSource, aHandler({ poison: new Set([poison.caseId]) })),
    );
    const rows = (await db.dataSource.query('SELECT topic, headers FROM outbox')) as {
      topic: string;
      headers: string;
    }[];
    expect(rows.map(({ topic }) => topic)).toEqual(['continuum.reporting-service.dead-letters']);
    expect(JSON.parse(rows[0]?.headers ?? '')).toMatchObject({
      'continuum-code': 'POISON',
      'continuum-topic': 'continuum.care',
    });
  });

  it('parks later events of a parked key behind it, in order', async () => {
    const poison = aCase();
    const later = { ...poison, version: 2 };
    const consumer = aConsumer(db.dataSource, aHandler({ poison: new Set([poison.caseId]) }));
    await deliver([aDelivery(poison), aDelivery(later)], consumer);
    await deliver([aDelivery({ ...poison, version: 3 })], aConsumer(db.dataSource, aHandler()));
    expect(await handledBy(db.dataSource)).toEqual([]);
    expect(await parked()).toMatchObject([{ events: 3 }]);
    expect(await count('inbox')).toBe(0);
  });

  it('refuses what its contract does not allow, naming the field', async () => {
    const wrong = { ...aCase(), status: 'dreaming' };
    await deliver([aDelivery(wrong)], aConsumer(db.dataSource, aHandler()));
    const rows = (await db.dataSource.query('SELECT code, pointer FROM parked_event')) as unknown[];
    expect(rows).toEqual([{ code: 'CONTRACT', pointer: '/status' }]);
  });

  it('blames a bug on an event only when it is alone and at its third try', async () => {
    const [bad, good] = [aCase(), aCase()];
    let tries = 0;
    const handle = aHandler({ bug: new Set([bad.caseId]) });
    const consumer = aConsumer(db.dataSource, (events, tx) => {
      if (events.length === 1 && events[0]?.key === bad.caseId) tries += 1;
      return handle(events, tx);
    });
    await deliver([aDelivery(bad), aDelivery(good)], consumer);
    expect(tries).toBe(3);
    expect(await handledBy(db.dataSource)).toEqual([{ key: good.caseId, version: 1 }]);
    expect(await parked()).toMatchObject([{ code: 'UNEXPECTED' }]);
  });

  it('stops parking when every event breaks: at most twenty, then the partition waits', async () => {
    const cases = Array.from({ length: 60 }, () => aCase());
    const breaker = new Breaker();
    const consumer = aConsumer(db.dataSource, () => Promise.reject(new TypeError('a bug')), {
      breaker,
    });
    await expect(
      deliver(
        cases.map((one) => aDelivery(one)),
        consumer,
      ),
    ).rejects.toThrow(BreakerOpen);
    expect(await parked()).toHaveLength(20);
  });

  it('fails when a handler answers something else than one outcome per event', async () => {
    const consumer = aConsumer(db.dataSource, () => Promise.resolve([]));
    await expect(deliver([aDelivery(aCase())], consumer)).rejects.toThrow(WrongAnswer);
    expect(await count('inbox')).toBe(0);
  });

  it('commits nothing once the partition has moved on', async () => {
    const consumer = aConsumer(db.dataSource, aHandler(), { isCurrent: () => false });
    await expect(deliver([aDelivery(aCase())], consumer)).rejects.toThrow(NoLongerOurs);
    expect(await handledBy(db.dataSource)).toEqual([]);
  });

  it('waits and parks nothing when the infrastructure fails', async () => {
    const outage = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const consumer = aConsumer(db.dataSource, () => Promise.reject(outage));
    await expect(deliver([aDelivery(aCase()), aDelivery(aCase())], consumer)).rejects.toBe(outage);
    expect(await parked()).toEqual([]);
  });

  it('waits and parks nothing when the server ends the connection of an idle transaction', async () => {
    const consumer = aConsumer(db.dataSource, async (_, tx) => {
      await tx.query("SET LOCAL idle_in_transaction_session_timeout = '20ms'");
      const connection = (await tx.queryRunner?.connect()) as EventEmitter;
      await new Promise((ended) => connection.once('end', ended));
      await tx.query('SELECT 1');
      return [];
    });
    const error = await deliver([aDelivery(aCase())], consumer).catch((one: unknown) => one);
    expect(isInfrastructure(error)).toBe(true);
    expect(await parked()).toEqual([]);
  });

  it('parks a record without readable headers under where it came from', async () => {
    const delivery = aDelivery(aCase(), { headers: {}, key: '0/7' });
    await deliver([delivery], aConsumer(db.dataSource, aHandler()));
    expect(await parked()).toMatchObject([{ key: '0/7', code: 'BAD_ENVELOPE' }]);
  });
});
