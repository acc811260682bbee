import { describe, expect, it, jest } from '@jest/globals';
import { until } from '@continuum/testing';
import { createRequire } from 'node:module';
import { aGate, consumeOptions, FakeKafka } from '../../test/a-kafkajs-client.js';
import type { OnBatch } from '../kafka-port.js';
import { allTopics } from '../topics.js';
import { KafkaJsConsumption } from './kafkajs-consumption.js';

jest.setTimeout(30_000);

interface Queue {
  readonly inflight: Map<number, unknown>;
  readonly throttleCheckTimeoutId: NodeJS.Timeout | null;
  push(request: object): void;
  checkPendingRequests(): void;
}
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
  options: object,
) => Queue;

async function aConsumption(
  onBatch: OnBatch = () => Promise.resolve('commit'),
  options = consumeOptions(),
) {
  const fake = new FakeKafka();
  const consumption = new KafkaJsConsumption(
    fake.kafka,
    { ...options, sessionMs: 30_000 },
    onBatch,
  );
  await consumption.start();
  return { fake, consumption };
}
const committed = ({ steps }: FakeKafka) => steps.filter((step) => step.startsWith('committed'));

describe('commitOffsets after stop() does nothing, silently', () => {
  it('commits what runs before it disconnects', async () => {
    const gate = aGate();
    const { fake, consumption } = await aConsumption(() => gate.opened.then(() => 'commit'));
    const fetched = fake.fetched(0, [7, 8]);
    const closing = consumption.close(5_000);
    gate.open();
    await Promise.all([fetched, closing]);
    expect(fake.steps).toEqual(['committed 0:9', 'resolved 0:8', 'disconnected']);
  });
});

describe('commitOffsets checks no assignment: a late commit rewinds the new owner; isStale() reports seeks only', () => {
  it('neither commits nor resolves what was handled in an earlier epoch', async () => {
    const gate = aGate();
    const wasCurrent: boolean[] = [];
    const { fake } = await aConsumption(async (batch) => {
      wasCurrent.push(batch.isCurrent());
      await gate.opened;
      wasCurrent.push(batch.isCurrent());
      return 'commit';
    });
    const fetched = fake.fetched(0, [7, 8]);
    await until(() => wasCurrent.length === 1);
    fake.tell('rebalancing');
    fake.tell('join');
    gate.open();
    await fetched;
    expect(wasCurrent).toEqual([true, false]);
    expect(fake.steps).toEqual([]);
  });
});

describe('committing does not move the position, resolving does; eachBatchAutoResolve resolves unfinished work', () => {
  it('turns both automatisms off and does both, commit first, batch by batch', async () => {
    const { fake } = await aConsumption();
    await fake.fetched(0, [1, 2, 3]);
    expect(fake.runs[0]).toMatchObject({ autoCommit: false, eachBatchAutoResolve: false });
    expect(fake.steps).toEqual([
      'committed 0:3',
      'resolved 0:2',
      'heartbeat',
      'committed 0:4',
      'resolved 0:3',
      'heartbeat',
    ]);
  });
});

describe('one slow batch holds every partition of its broker, and heartbeats', () => {
  it('pauses the partition and gives the client its turn back instead of waiting inside', async () => {
    let tries = 0;
    const { fake, consumption } = await aConsumption(() =>
      Promise.resolve((tries += 1) < 2 ? 'later' : 'commit'),
    );
    await fake.fetched(0, [1]);
    expect(fake.steps).toEqual(['paused 0']);
    expect(consumption.state().pausedPartitions).toBe(1);
    await until(() => fake.steps.includes('resumed 0'));
    await fake.fetched(0, [1]);
    expect(committed(fake)).toEqual(['committed 0:2']);
  });
});

describe('the fetch loop’s retry count is not reset while it runs: stray errors add up to a crash', () => {
  it('throws nothing of ours into the client', async () => {
    const { fake, consumption } = await aConsumption(() => Promise.reject(new Error('A bug.')));
    for (let nth = 0; nth < 10; nth += 1) await fake.fetched(nth, [1]);
    expect(committed(fake)).toEqual([]);
    expect(fake.steps).toHaveLength(10);
    await consumption.close(1_000);
  });
});

describe('a retriable crash restarts for ever; any other stops and leaves the process alive', () => {
  it('never lets the client restart itself', async () => {
    const { fake } = await aConsumption();
    const restart = fake.configs[0]?.retry?.restartOnFailure;
    expect(await restart?.(new Error('Any.'))).toBe(false);
  });

  it('rebuilds the client, and ends the process after five rebuilds without a committed batch', async () => {
    const exits: string[] = [];
    const { fake, consumption } = await aConsumption(
      undefined,
      consumeOptions({ onExit: (reason) => exits.push(reason) }),
    );
    for (let nth = 1; nth <= 6; nth += 1) {
      expect(exits).toEqual([]);
      fake.tell('crash');
      await until(() => fake.runs.length === nth + 1);
    }
    await until(() => exits.length > 0);
    expect(consumption.state().rebuilds).toBe(6);
    await consumption.close(1_000);
  });
});

describe('an offset out of range is reset with one log line', () => {
  it('begins at the beginning, so that a reset repeats and never skips what is there', async () => {
    const { fake } = await aConsumption();
    expect(fake.subscribedFromBeginning).toBe(true);
  });
});

describe('only gzip is built in; adding partitions moves keys', () => {
  it('lets producers choose the compression and fixes the partitions of every topic', () => {
    for (const { partitions, config } of allTopics(['spec-service'])) {
      expect([partitions, config?.['compression.type']]).toEqual([12, 'producer']);
    }
  });
});

describe('a timer in the past for requests that do not wait, again and again', () => {
  const aQueue = () =>
    new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 30_000, logger: { debug() {} } });
  const aRequest = (correlationId: number, sent: number[]) => ({
    entry: { correlationId },
    expectResponse: true,
    sendRequest: () => sent.push(correlationId),
  });

  it('is set only while a request waits, which is then sent', async () => {
    const queue = aQueue();
    const sent: number[] = [];
    queue.checkPendingRequests();
    queue.push(aRequest(1, sent));
    expect(queue.throttleCheckTimeoutId).toBeNull();

    queue.push(aRequest(2, sent));
    expect(sent).toEqual([1]);
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
    queue.inflight.delete(1);
    await until(() => sent.length === 2);
    expect(queue.throttleCheckTimeoutId).toBeNull();
  });
});
