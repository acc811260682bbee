import { anyPorts, CLONE, eventually, startStack, type RunningStack } from '@continuum/stack';
import { arrivalsOf, type Arrival } from '@continuum/synthetic-city';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';

const ROOT = join(import.meta.dirname, '../../..');

interface RowResult {
  readonly recordKey?: string;
  readonly outcome: string;
}
type Store = keyof RunningStack['databaseUrls'];
const STORES: readonly Store[] = [
  'ingest-service',
  'identity-service',
  'consent-service',
  'referral-service',
  'reporting-service',
];

/** All services as processes on servers of their own, and looks into their stores. */
export class World {
  private readonly clients = new Map<string, pg.Client>();
  /** Record key → outcome of the last acknowledged push. */
  readonly acknowledged = new Map<string, string>();

  private constructor(readonly stack: RunningStack) {}

  static async begin(name: string): Promise<World> {
    execFileSync(process.execPath, [join(ROOT, 'tools/build.mjs')], { cwd: ROOT, stdio: 'ignore' });
    const folder = CLONE.inner(name);
    await folder.empty();
    const say = () => undefined;
    return new World(await startStack({ folder, ports: await anyPorts(), now: new Date(), say }));
  }

  async end(): Promise<void> {
    for (const client of this.clients.values()) await client.end().catch(() => undefined);
    await this.stack.stop();
  }

  /** Distinct valid records, first version each. */
  records(count: number, seed: number): Arrival[] {
    const seen = new Set<string>();
    const people = Math.ceil(count / 3) + 200;
    return arrivalsOf({ people, seed, asOf: this.stack.firstRunAt })
      .filter(({ feed, record }) => {
        const key = `${feed}/${record.recordId}`;
        return record.version === 1 && !seen.has(key) && seen.add(key);
      })
      .slice(0, count);
  }

  /** Sends batches, again and again while a service is away, and keeps what was acknowledged. */
  async push(
    arrivals: readonly Pick<Arrival, 'feed' | 'record'>[],
    onBatch: (sent: number) => Promise<void> = async () => {},
  ) {
    let sent = 0;
    for (let from = 0; from < arrivals.length; from += 500) {
      const part = arrivals.slice(from, from + 500);
      for (const [feed, own] of Map.groupBy(part, (arrival) => arrival.feed)) {
        await this.pushBatch(
          feed,
          own.map(({ record }) => record),
        );
      }
      await onBatch((sent += part.length));
    }
  }

  private async pushBatch(feed: string, records: readonly { recordId: string }[]): Promise<void> {
    const answer = await eventually(`ingest takes a batch of ${feed}`, async () => {
      const response = await this.send(feed, records).catch(() => undefined);
      const isTaken = response?.status === 200;
      return isTaken ? ((await response.json()) as { results: RowResult[] }) : undefined;
    });
    answer.results.forEach(({ outcome }, nth) => {
      if (outcome !== 'rejected')
        this.acknowledged.set(`${feed}/${records[nth]?.recordId ?? ''}`, outcome);
    });
  }

  private async send(feed: string, records: readonly object[]): Promise<Response> {
    const token = await this.stack.sourceToken(feed);
    return fetch(`${this.stack.urls['ingest-service']}/v1/records/batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ records }),
    });
  }

  async query<T extends object>(
    store: Store,
    sql: string,
    parameters: unknown[] = [],
  ): Promise<T[]> {
    let client = this.clients.get(store);
    if (!client) {
      client = new pg.Client(this.stack.databaseUrls[store]);
      client.on('error', () => undefined);
      await client.connect();
      this.clients.set(store, client);
    }
    return (await client.query<T>(sql, parameters)).rows;
  }

  async number(store: Store, sql: string, parameters: unknown[] = []): Promise<number> {
    const [row] = await this.query<{ n: string }>(store, sql, parameters);
    return Number(row?.n ?? 0);
  }

  /** Everything sent, linked, counted; nothing left to do. */
  async quiet(): Promise<void> {
    await eventually('every record is everywhere', async () => {
      const kept = await this.number('ingest-service', 'SELECT count(*) AS n FROM record');
      const copies = await Promise.all(this.copies());
      const left = await Promise.all(this.workLeft());
      return (
        (copies.every((count) => count === kept) && left.every((count) => count === 0)) || undefined
      );
    });
  }

  private copies(): Promise<number>[] {
    const count = (store: Store, from: string) =>
      this.number(store, `SELECT count(*) AS n FROM ${from}`);
    return [
      count('identity-service', 'subject'),
      count('consent-service', `record_fact WHERE dataset NOT IN ('mdt', 'rfrl', 'card')`),
      count('referral-service', 'record_person'),
      count('reporting-service', `mart.fact_record WHERE known_to = 'infinity'`),
      count('reporting-service', `link.record_person WHERE known_to = 'infinity'`),
    ];
  }

  private workLeft(): Promise<number>[] {
    const count = (store: Store, from: string) =>
      this.number(store, `SELECT count(*) AS n FROM ${from}`);
    return [
      ...STORES.map((store) => count(store, 'outbox')),
      count('identity-service', 'intake WHERE taken_step IS NULL'),
      count('reporting-service', 'work.dirty_person'),
    ];
  }
}

/** The same order for the same seed. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const result = [...values];
  let state = seed;
  for (let at = result.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = state % (at + 1);
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}
