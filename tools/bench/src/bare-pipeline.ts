import { KafkaJsPort, type OutgoingRecord } from '@continuum/messaging';
import type { RunningStack } from '@continuum/stack';
import type { Arrival } from '@continuum/synthetic-city';
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Which consuming services insert each of the two events. */
const CONSUMERS = { subjects: ['identity'], activities: ['referral', 'reporting'] } as const;

/**
 * The same two events per record, produced, consumed and inserted in batches once per consuming service: what the
 * broker and the database can do on this machine when no service stands between.
 * @returns records per second
 */
export async function barePipeline(
  stack: RunningStack,
  arrivals: readonly Arrival[],
): Promise<number> {
  const prefix = `bare-${randomUUID().slice(0, 8)}.`;
  const port = new KafkaJsPort({ brokers: stack.kafkaBrokers.split(','), clientId: 'bare' });
  const pool = new pg.Pool({ connectionString: stack.databaseUrls['reporting-service'], max: 6 });
  const owner = new pg.Client(stack.databaseUrls['reporting-service']);
  await owner.connect();
  const topics = Object.keys(CONSUMERS) as (keyof typeof CONSUMERS)[];
  await port.ensureTopics(topics.map((topic) => ({ topic: prefix + topic, partitions: 12 })));
  const tables = topics.flatMap((topic) =>
    CONSUMERS[topic].map((consumer) => ({ topic, table: `bare_${consumer}` })),
  );
  for (const { table } of tables) {
    await owner.query(
      `CREATE TABLE IF NOT EXISTS work.${table} (id uuid PRIMARY KEY, key text, data jsonb)`,
    );
  }
  const started = performance.now();
  let inserted = 0;
  const consumptions = tables.map(({ topic, table }) =>
    port.consume(
      {
        group: `${prefix}${table}`,
        topics: [prefix + topic],
        maxRecords: 500,
        maxBytes: 1e6,
        onExit: () => undefined,
      },
      async ({ records }) => {
        await pool.query(
          `INSERT INTO work.${table} SELECT * FROM unnest($1::uuid[], $2::text[], $3::jsonb[]) ON CONFLICT DO NOTHING`,
          [
            records.map(({ headers }) => headers['ce_id']),
            records.map(({ key }) => key),
            records.map(({ value }) => value.toString()),
          ],
        );
        inserted += records.length;
        return 'commit';
      },
    ),
  );
  await Promise.all(consumptions);
  for (let from = 0; from < arrivals.length; from += 250) {
    await port.send(
      arrivals.slice(from, from + 250).flatMap((arrival) => twoEvents(arrival, prefix)),
    );
  }
  const expected = arrivals.length * tables.length;
  while (inserted < expected) await new Promise((resolve) => setTimeout(resolve, 20));
  const seconds = (performance.now() - started) / 1000;
  await port.close();
  for (const { table } of tables) await owner.query(`DROP TABLE work.${table}`);
  await owner.end();
  await pool.end();
  return arrivals.length / seconds;
}

function twoEvents({ feed, record }: Arrival, prefix: string): OutgoingRecord[] {
  const key = `${feed}/${record.recordId}`;
  return [
    {
      topic: `${prefix}subjects`,
      key,
      value: Buffer.from(JSON.stringify(record.subject ?? {})),
      headers: { ce_id: randomUUID() },
    },
    {
      topic: `${prefix}activities`,
      key,
      value: Buffer.from(JSON.stringify(record.body)),
      headers: { ce_id: randomUUID() },
    },
  ];
}
