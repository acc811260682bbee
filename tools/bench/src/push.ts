import { arrivalsOf, type Arrival } from '@continuum/synthetic-city';
import type { RunningStack } from '@continuum/stack';

export interface Batch {
  readonly feed: string;
  readonly body: string;
  readonly records: number;
}

const PER_BATCH = 500;
const AT_ONCE = 4;

/** So many distinct records of the synthetic city, in arrival order, ready to be sent. */
export function someRecords(count: number, seed: number, asOf: Date): Arrival[] {
  for (let people = Math.ceil(count / 4); ; people *= 2) {
    const seen = new Set<string>();
    const first = arrivalsOf({ people, seed, asOf }).filter(({ feed, record }) => {
      const key = `${feed}/${record.recordId}`;
      return record.status !== 'voided' && !seen.has(key) && seen.add(key);
    });
    if (first.length >= count) return first.slice(0, count);
  }
}

export function batchesOf(arrivals: readonly Arrival[]): Batch[] {
  const batches: Batch[] = [];
  for (const [feed, own] of Map.groupBy(arrivals, (arrival) => arrival.feed)) {
    for (let from = 0; from < own.length; from += PER_BATCH) {
      const records = own.slice(from, from + PER_BATCH).map(({ record }) => record);
      batches.push({ feed, body: JSON.stringify({ records }), records: records.length });
    }
  }
  return batches;
}

/** Sends all, a few at once, and waits as it is told to when ingest is behind. Sources err: not all is taken in. */
export async function push(
  stack: RunningStack,
  batches: readonly Batch[],
): Promise<{ seconds: number; shed: number; recorded: number }> {
  const started = performance.now();
  const left = [...batches];
  let shed = 0;
  let recorded = 0;
  const send = async () => {
    for (let batch = left.shift(); batch; batch = left.shift()) {
      for (;;) {
        const response = await fetch(`${stack.urls['ingest-service']}/v1/records/batch`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${await stack.sourceToken(batch.feed)}`,
            'content-type': 'application/json',
          },
          body: batch.body,
        });
        const answer: unknown = await response.json();
        if (response.status === 200) {
          recorded += recordedIn(answer as Answer);
          break;
        }
        if (response.status !== 429 && response.status !== 503)
          throw new Error(`A batch was answered ${response.status}.`);
        shed += 1;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  return { seconds: (performance.now() - started) / 1000, shed, recorded };
}

interface Answer {
  readonly results: readonly { readonly outcome: string }[];
}

const recordedIn = ({ results }: Answer) =>
  results.filter(({ outcome }) => outcome === 'recorded').length;
