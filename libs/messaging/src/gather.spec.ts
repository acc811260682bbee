import { describe, expect, it } from '@jest/globals';
import { Gather, type GatherLimits } from './gather.js';
import type { FetchedBatch, ReceivedRecord } from './kafka-port.js';

describe('gathering batches of several partitions', () => {
  it('handles what waits at one moment together, topic by topic, each partition in its order', async () => {
    const { gather, handled } = aGather();
    const answers = await Promise.all([
      gather.take(aBatch('b', 0, ['1', '2'])),
      gather.take(aBatch('a', 0, ['3'])),
      gather.take(aBatch('b', 1, ['4'])),
    ]);
    expect(answers).toEqual(['commit', 'commit', 'commit']);
    expect(handled).toEqual([['3', '1', '2', '4']]);
  });

  it.each([
    ['records', { maxRecords: 3 }],
    ['bytes', { maxBytes: 3 }],
  ])('takes another turn for what is over the limit of %s', async (_, limits) => {
    const { gather, handled } = aGather(limits);
    await Promise.all([
      gather.take(aBatch('a', 0, ['1', '2'])),
      gather.take(aBatch('a', 1, ['3', '4'])),
    ]);
    expect(handled).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('handles a batch that is over the limit alone', async () => {
    const { gather, handled } = aGather({ maxBytes: 1 });
    await gather.take(aBatch('a', 0, ['1', '2']));
    expect(handled).toEqual([['1', '2']]);
  });

  it('handles at once, and lets the next fetch wait until the round is over', async () => {
    const { gather, handled } = aGather({ roundMs: 100 });
    const startedAt = performance.now();
    const answer = gather.take(aBatch('a', 0, ['1']));
    await new Promise(setImmediate);
    expect(handled).toEqual([['1']]);
    await answer;
    expect(performance.now() - startedAt).toBeGreaterThan(90);
  });

  it('lets the next fetch wait longer after many records, and not at all when there are more than it may take', async () => {
    const { gather } = aGather({ roundMs: 50, maxRecords: 200 });
    const tookMs = async (count: number) => {
      const startedAt = performance.now();
      await gather.take(aBatch('a', 0, Array<string>(count).fill('1')));
      return performance.now() - startedAt;
    };
    expect(await tookMs(90)).toBeGreaterThan(130);
    expect(await tookMs(200)).toBeLessThan(50);
  });

  it('gives everybody the answer, and goes on after one that failed', async () => {
    let calls = 0;
    const gather = new Gather({ maxRecords: 9, maxBytes: 99 }, () => {
      calls += 1;
      return calls === 1 ? Promise.reject(new Error('Down.')) : Promise.resolve('later');
    });
    await expect(gather.take(aBatch('a', 0, ['1']))).rejects.toThrow('Down.');
    await expect(gather.take(aBatch('a', 0, ['1']))).resolves.toBe('later');
  });

  it('is current only while every part is', async () => {
    const seen: boolean[] = [];
    const gather = new Gather({ maxRecords: 9, maxBytes: 99 }, (batch) => {
      seen.push(batch.isCurrent());
      return Promise.resolve('commit');
    });
    const moved = { ...aBatch('a', 1, ['2']), isCurrent: () => false };
    await Promise.all([gather.take(aBatch('a', 0, ['1'])), gather.take(moved)]);
    expect(seen).toEqual([false]);
  });
});

function aGather(limits: Partial<GatherLimits> = {}) {
  const handled: string[][] = [];
  const gather = new Gather({ maxRecords: 500, maxBytes: 1e6, ...limits }, ({ records }) => {
    handled.push(records.map(({ value }) => value.toString()));
    return Promise.resolve('commit');
  });
  return { gather, handled };
}

function aBatch(topic: string, partition: number, values: string[]): FetchedBatch {
  const records = values.map((value, nth): ReceivedRecord => ({
    topic,
    partition,
    offset: BigInt(nth),
    key: 'k',
    value: Buffer.from(value),
    headers: {},
  }));
  return { topic, partition, records, isCurrent: () => true };
}
