import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { register } from 'prom-client';
import { watchHeap } from './heap-metric.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heap = async () =>
  (await register.getSingleMetric('heap_after_collection_bytes')?.get())?.values[0]?.value ?? 0;

describe('the heap after a collection', () => {
  it('counts what is held and not what is let go', async () => {
    watchHeap();
    watchHeap();
    const first = await afterCollection();
    let held: unknown[] | undefined = Array.from({ length: 500_000 }, (_, nth) => ({ nth }));
    const second = await afterCollection();
    expect(held.length).toBeGreaterThan(0);
    held = undefined;
    const third = await afterCollection();
    expect(second - first).toBeGreaterThan(8e6);
    expect(second - third).toBeGreaterThan(8e6);
  });
});

/** The observer is told a moment later. */
async function afterCollection(): Promise<number> {
  const before = await heap();
  collect();
  while ((await heap()) === before) await wait(1);
  return heap();
}
