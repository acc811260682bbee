import type { RunningStack } from '@continuum/stack';
import type { Arrival } from '@continuum/synthetic-city';
import { setTimeout as wait } from 'node:timers/promises';
import type { Stores } from './stores.js';

/** ms from the intended instant of a POST to the record being readable under a decision, one record at a time. */
export async function latencies(
  stack: RunningStack,
  stores: Stores,
  arrivals: readonly Arrival[],
): Promise<number[]> {
  const took: number[] = [];
  for (const { feed, record } of arrivals) {
    const intended = performance.now();
    const response = await fetch(`${stack.urls['ingest-service']}/v1/records`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await stack.sourceToken(feed)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(record),
    });
    await response.arrayBuffer();
    if (response.status >= 300) continue;
    const key = `${feed}/${record.recordId}`;
    while (!(await stores.isReadable(key))) await wait(2);
    took.push(performance.now() - intended);
  }
  return took.sort((a, b) => a - b);
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

export function percentiles(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
  };
}
