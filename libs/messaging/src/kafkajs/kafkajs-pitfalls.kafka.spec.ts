import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aBroker, type TestBroker, until } from '@continuum/testing';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { pino } from 'pino';
import { aGate, consumeOptions } from '../../test/a-kafkajs-client.js';
import type { Consumption, OnBatch } from '../kafka-port.js';
import { LostEvents } from '../lost-events.js';
import { KafkaJsPort } from './kafkajs-port.js';

jest.setTimeout(60_000);

let broker: TestBroker;
let kafka: Kafka;
let admin: Admin;
let port: KafkaJsPort;
let nth = 0;

beforeAll(async () => {
  broker = await aBroker();
  kafka = new Kafka({ brokers: broker.brokers, logLevel: logLevel.NOTHING });
  admin = kafka.admin();
  await admin.connect();
  port = new KafkaJsPort({ brokers: broker.brokers, clientId: 'pitfalls' });
});
afterAll(async () => {
  await port.close();
  await admin.disconnect();
  await broker.close();
});

async function aTopic(partitions = 1): Promise<string> {
  const topic = `${broker.prefix}pitfall-${(nth += 1)}`;
  await port.ensureTopics([{ topic, partitions }]);
  return topic;
}
const aRecord = (topic: string, value: string, key = 'k') => ({
  topic,
  key,
  value: Buffer.from(value),
  headers: { ce_id: value },
});
const consume = (topic: string, onBatch: OnBatch, by = port) =>
  by.consume(
    consumeOptions({ group: `${topic}-group`, topics: [topic], maxRecords: 500 }),
    onBatch,
  );
const offsetOf = async (topic: string) => {
  const [one] = await admin.fetchOffsets({ groupId: `${topic}-group`, topics: [topic] });
  return one?.partitions[0]?.offset;
};

describe('unmaintained: the smoke test on this broker’s version', () => {
  it('knows admin, idempotent send, two members that share the work, manual commit and headers', async () => {
    const topic = await aTopic(4);
    const second = new KafkaJsPort({ brokers: broker.brokers, clientId: 'second' });
    const seen = [new Map<string, number>(), new Map<string, number>()] as const;
    const remember =
      (which: 0 | 1): OnBatch =>
      ({ records, partition }) => {
        for (const { headers } of records) seen[which].set(headers['ce_id'] ?? '', partition);
        return Promise.resolve('commit');
      };
    const members: Consumption[] = [
      await consume(topic, remember(0)),
      await consume(topic, remember(1), second),
    ];
    await until(() => members.every((member) => member.state().isRunning));
    await until(
      async () => (await admin.describeGroups([`${topic}-group`])).groups[0]?.state === 'Stable',
    );
    const ids = Array.from({ length: 40 }, (_, at) => `id-${at}`);
    await port.send(ids.map((id) => aRecord(topic, id, id)));
    await until(() => new Set([...seen[0].keys(), ...seen[1].keys()]).size === 40);
    const partitionsOf = (which: 0 | 1) => new Set(seen[which].values());
    expect(partitionsOf(0).size).toBeGreaterThan(0);
    expect(partitionsOf(1).size).toBeGreaterThan(0);
    for (const member of members) await member.close(5_000);
    const lag = await port.lag(`${topic}-group`, [topic]);
    expect(lag.map((one) => one.lag)).toEqual([0n, 0n, 0n, 0n]);
    await second.close();
  });
});

describe('commitOffsets after stop() does nothing, silently; stop() swallows errors', () => {
  it('naive: committed while it stops, the offset stays where it was, and nobody is told', async () => {
    const topic = await aTopic();
    await port.send([aRecord(topic, '1')]);
    const consumer = kafka.consumer({ groupId: `${topic}-group` });
    const begun = aGate();
    const end = aGate();
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async () => {
        begun.open();
        await end.opened;
        await consumer.commitOffsets([{ topic, partition: 0, offset: '1' }]);
      },
    });
    await begun.opened;
    const stopped = consumer.stop();
    end.open();
    await stopped;
    await consumer.disconnect();
    expect(await offsetOf(topic)).toBe('-1');
  });

  it('ours: the offset of what was handled is there after close', async () => {
    const topic = await aTopic();
    await port.send([aRecord(topic, '1'), aRecord(topic, '2')]);
    const begun = aGate();
    const end = aGate();
    const consumption = await consume(topic, async () => {
      begun.open();
      await end.opened;
      return 'commit';
    });
    await begun.opened;
    const closing = consumption.close(5_000);
    end.open();
    await closing;
    expect(await offsetOf(topic)).toBe('2');
  });
});

describe('an offset out of range is reset with one log line', () => {
  it('raises the alarm events lost, with how many, before the group is joined', async () => {
    const topic = await aTopic();
    await port.send(Array.from({ length: 10 }, (_, at) => aRecord(topic, String(at))));
    const first = await consume(topic, () => Promise.resolve('commit'));
    await until(async () => (await offsetOf(topic)) === '10');
    await first.close(5_000);
    await port.send(Array.from({ length: 10 }, (_, at) => aRecord(topic, String(at))));
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '14' }] });

    const lines: object[] = [];
    const write = (line: string) => void lines.push(JSON.parse(line) as object);
    const group = `${topic}-group`;
    const lost = new LostEvents({ port, group, topics: [topic], logger: pino({}, { write }) });
    await lost.start();
    lost.stop();
    expect(lines).toMatchObject([{ msg: 'events lost', topic, partition: 0, count: '4' }]);
  });

  it('raises none for a group that is only behind, or new', async () => {
    const topic = await aTopic();
    await port.send([aRecord(topic, '1')]);
    const [one] = await port.lag(`${topic}-group`, [topic]);
    expect(one).toMatchObject({ lag: 1n, lost: 0n });
  });
});

describe('the idempotent producer reorders concurrent sends and retries without end', () => {
  it('sends one after the other, in the order asked', async () => {
    const topic = await aTopic();
    const values = Array.from({ length: 30 }, (_, at) => String(at));
    await Promise.all(values.map((value) => port.send([aRecord(topic, value)])));
    const got: string[] = [];
    const consumption = await consume(topic, ({ records }) => {
      got.push(...records.map(({ value }) => value.toString()));
      return Promise.resolve('commit');
    });
    await until(() => got.length === 30);
    expect(got).toEqual(values);
    await consumption.close(5_000);
  });

  it('ends the producer of a failed send; the next send has another', async () => {
    const topic = await aTopic();
    const [failed, sent] = await Promise.allSettled([
      port.send([aRecord(`${broker.prefix}nowhere`, '1')]),
      port.send([aRecord(topic, '1')]),
    ]);
    expect([failed.status, sent.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('the partitioner changed between majors', () => {
  it.each([
    ['21', 0],
    ['foobar', 6],
    ['a-little-bit-long-string', 8],
    ['police/jail/1', 4],
  ])('puts %s where every other Kafka client looks for it', async (key, partition) => {
    const topic = await aTopic(12);
    await port.send([aRecord(topic, '1', key)]);
    let ends: Awaited<ReturnType<Admin['fetchTopicOffsets']>> = [];
    await until(() =>
      admin.fetchTopicOffsets(topic).then(
        (offsets) => (ends = offsets).length === 12,
        () => false,
      ),
    );
    const used = ends.filter(({ offset }) => offset === '1');
    expect(used.map((one) => one.partition)).toEqual([partition]);
  });
});

describe('missing topics are created on the fly; its logger prints error objects', () => {
  it('creates none', async () => {
    const topic = `${broker.prefix}never`;
    await expect(port.send([aRecord(topic, '1')])).rejects.toThrow();
    expect(await port.missingTopics([topic])).toEqual([topic]);
  });

  it('passes on words without addresses or values', async () => {
    const events: string[] = [];
    const onLog = (_: string, event: string) => events.push(event);
    const lonely = new KafkaJsPort({ brokers: ['127.0.0.1:9'], clientId: 'lonely', onLog });
    await expect(lonely.missingTopics(['x'])).rejects.toThrow();
    expect(events).toContain('Connection error');
    expect(events.join()).not.toMatch(/127|ECONN|[{[]/);
    await lonely.close();
  });
});
