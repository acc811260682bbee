import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aBroker, type TestBroker, until } from '@continuum/testing';
import { InMemoryPort } from './in-memory-port.js';
import type { ConsumeOptions, FetchedBatch, KafkaPort } from './kafka-port.js';
import { KafkaJsPort } from './kafkajs/kafkajs-port.js';

jest.setTimeout(60_000);

let broker: TestBroker;
beforeAll(async () => {
  broker = await aBroker();
});
afterAll(() => broker.close());

const ports: [string, () => KafkaPort][] = [
  ['in memory', () => new InMemoryPort(() => 5)],
  ['kafkajs', () => new KafkaJsPort({ brokers: broker.brokers, clientId: 'conformance' })],
];

describe.each(ports)('the port %s', (name, open) => {
  let port: KafkaPort;
  let nth = 0;
  beforeAll(() => {
    port = open();
  });
  afterAll(() => port.close());

  async function aTopic(): Promise<string> {
    const topic = `${broker.prefix}${name.replaceAll(' ', '-')}-${(nth += 1)}`;
    await port.ensureTopics([{ topic, partitions: 3 }]);
    return topic;
  }
  const aRecord = (topic: string, key: string, value: string) => ({
    topic,
    key,
    value: Buffer.from(value),
    headers: { ce_id: value, ce_type: 'x' },
  });
  async function consume(
    topic: string,
    onBatch: (batch: FetchedBatch) => Promise<'commit' | 'later'>,
    options: Partial<ConsumeOptions> = {},
  ) {
    const consumption = await port.consume(
      {
        group: `${topic}-group`,
        topics: [topic],
        maxRecords: 500,
        maxBytes: 1e6,
        onExit: () => undefined,
        ...options,
      },
      onBatch,
    );
    return consumption;
  }
  const valuesOf = ({ records }: FetchedBatch) => records.map(({ value }) => value.toString());

  it('names the topics that are missing', async () => {
    const topic = await aTopic();
    expect(await port.missingTopics([topic, `${topic}-none`])).toEqual([`${topic}-none`]);
  });

  it('delivers what was sent, in order per key, with key, headers and bytes', async () => {
    const topic = await aTopic();
    const got: string[] = [];
    await consume(topic, (batch) => {
      got.push(...valuesOf(batch));
      expect(
        batch.records.every(({ key, headers }) => key === 'a' && headers['ce_type'] === 'x'),
      ).toBe(true);
      return Promise.resolve('commit');
    });
    const values = Array.from({ length: 50 }, (_, at) => String(at));
    await port.send(values.map((value) => aRecord(topic, 'a', value)));
    await until(() => got.length >= 50);
    expect(got).toEqual(values);
  });

  it('starts a new group at the beginning and reports its lag', async () => {
    const topic = await aTopic();
    await port.send([aRecord(topic, 'a', '1'), aRecord(topic, 'a', '2')]);
    const lagOf = async () =>
      (await port.lag(`${topic}-group`, [topic])).reduce((sum, { lag }) => sum + lag, 0n);
    expect(await lagOf()).toBe(2n);
    const got: string[] = [];
    await consume(topic, (batch) => {
      got.push(...valuesOf(batch));
      return Promise.resolve('commit');
    });
    await until(() => got.length === 2);
    await until(async () => (await lagOf()) === 0n);
  });

  it('offers the same records again, later, when they were not done', async () => {
    const topic = await aTopic();
    const seen: string[][] = [];
    await consume(topic, (batch) => {
      seen.push(valuesOf(batch));
      return Promise.resolve(seen.length < 3 ? 'later' : 'commit');
    });
    await port.send([aRecord(topic, 'a', '1')]);
    await until(() => seen.length >= 3);
    expect(seen.slice(0, 3)).toEqual([['1'], ['1'], ['1']]);
  });

  it('goes on with other partitions while one waits', async () => {
    const topic = await aTopic();
    const keys = Array.from({ length: 30 }, (_, at) => `key-${at}`);
    const got = new Set<string>();
    let blocked: number | undefined;
    await consume(topic, ({ partition, records }) => {
      blocked ??= partition;
      if (partition === blocked) return Promise.resolve('later');
      for (const { key } of records) got.add(key);
      return Promise.resolve('commit');
    });
    await port.send(keys.map((key) => aRecord(topic, key, key)));
    await until(() => got.size >= 5);
  });

  it('cuts a long backlog into batches of the size asked for', async () => {
    const topic = await aTopic();
    await port.send(Array.from({ length: 25 }, (_, at) => aRecord(topic, 'a', String(at))));
    const sizes: number[] = [];
    await consume(
      topic,
      ({ records }) => {
        sizes.push(records.length);
        return Promise.resolve('commit');
      },
      { maxRecords: 10 },
    );
    await until(() => sizes.reduce((sum, size) => sum + size, 0) === 25);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
  });

  it('lets a running batch end and commits it before it leaves, so the next member goes on behind it', async () => {
    const topic = await aTopic();
    let release: (value: unknown) => void = () => undefined;
    const gate = new Promise((resolve) => (release = resolve));
    let hasBegun = false;
    const first = await consume(topic, async () => {
      hasBegun = true;
      await gate;
      return 'commit';
    });
    await port.send([aRecord(topic, 'a', '1')]);
    await until(() => hasBegun);
    const closing = first.close(10_000);
    release(undefined);
    await closing;
    await port.send([aRecord(topic, 'a', '2')]);
    const got: string[] = [];
    await consume(topic, (batch) => {
      got.push(...valuesOf(batch));
      return Promise.resolve('commit');
    });
    await until(() => got.length > 0);
    expect(got).toEqual(['2']);
  });

  it('refuses to send to a topic that does not exist', async () => {
    await expect(port.send([aRecord(`${broker.prefix}nowhere`, 'a', '1')])).rejects.toThrow();
  });
});
