import { deadLetterTopic } from '@continuum/contracts';
import { send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Consumer, Delivery } from './deliver.js';
import { consumerMetrics } from './metrics.js';
import { insertOutbox } from './outbox.js';
import { publisherOf } from './publisher.js';
import type { Refusal } from './refusals.js';
import { uuidv7 } from './uuid.js';

const BEHIND = 'BEHIND';

/** In a transaction of its own: the event is kept here and told on the consumer's dead-letter topic. */
export async function park(refusals: readonly Refusal[], consumer: Consumer): Promise<void> {
  await consumer.db.transaction(async (tx) => {
    await keep(refusals, consumer, tx);
    await keepRefusedReplays(refusals, consumer, tx);
    await tell(refusals, consumer, tx);
  });
  for (const { code } of refusals) consumerMetrics.deadLetters.inc({ code });
}

/**
 * Locks the parked keys of this batch and parks what stands behind them; answers what is free. A replayed event is
 * the one the key waits for, so it passes.
 */
export async function parkBehind(
  batch: readonly Delivery[],
  consumer: Consumer,
  tx: EntityManager,
): Promise<readonly Delivery[]> {
  const rows = await send<{ topic: string; key: string }>(
    tx,
    {
      // Few keys are ever parked at once.
      name: 'parked-keys',
      text: `SELECT topic, key FROM parked_key
      WHERE consumer = $1 AND (topic, key) IN (SELECT * FROM unnest($2::text[], $3::text[]))
      ORDER BY topic, key FOR UPDATE`,
    },
    [consumer.name, batch.map(({ topic }) => topic), batch.map(({ record }) => record.key)],
  );
  if (rows.length === 0) return batch.filter((delivery) => !delivery.isReplay);
  const parked = new Set(rows.map(({ topic, key }) => `${topic} ${key}`));
  const isParked = ({ topic, record }: Delivery) => parked.has(`${topic} ${record.key}`);
  const behind = batch.filter((delivery) => isParked(delivery) && !delivery.isReplay);
  await keep(
    behind.map((delivery) => ({ delivery, code: BEHIND })),
    consumer,
    tx,
  );
  return batch.filter((delivery) => isParked(delivery) === delivery.isReplay);
}

/** A replayed event that was handled is no longer parked; the key is free when nothing waits behind it. */
export async function forgetParked(
  batch: readonly Delivery[],
  consumer: Consumer,
  tx: EntityManager,
): Promise<void> {
  const replayed = batch.filter(({ isReplay }) => isReplay);
  if (replayed.length === 0) return;
  await tx.query(`DELETE FROM parked_event WHERE consumer = $1 AND id = ANY($2::bigint[])`, [
    consumer.name,
    replayed.map(({ record }) => record.headers['continuum-replay']),
  ]);
  await tx.query(
    `DELETE FROM parked_key AS k WHERE consumer = $1 AND (topic, key) IN (SELECT * FROM unnest($2::text[], $3::text[]))
        AND NOT EXISTS (SELECT FROM parked_event e
                         WHERE e.consumer = k.consumer AND e.topic = k.topic AND e.key = k.key)`,
    [consumer.name, replayed.map(({ topic }) => topic), replayed.map(({ record }) => record.key)],
  );
}

async function keep(
  refusals: readonly Refusal[],
  { name }: Consumer,
  tx: EntityManager,
): Promise<void> {
  const fresh = refusals.filter(({ delivery }) => !delivery.isReplay);
  if (fresh.length === 0) return;
  const all = fresh.map(({ delivery, code, pointer }) => ({
    ...delivery,
    code,
    pointer: pointer ?? null,
  }));
  await tx.query(
    `INSERT INTO parked_key (consumer, topic, key)
     SELECT DISTINCT $1, topic, key FROM unnest($2::text[], $3::text[]) AS row (topic, key) ORDER BY 2, 3
     ON CONFLICT DO NOTHING`,
    [name, all.map(({ topic }) => topic), all.map(({ record }) => record.key)],
  );
  await tx.query(
    `INSERT INTO parked_event (consumer, topic, key, partition, "offset", event_id, type, headers, payload, code, pointer)
     SELECT $1, topic, key, partition, "offset", event_id, type, headers, decode(payload, 'base64'), code, pointer
       FROM unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::text[], $7::text[], $8::text[], $9::text[],
                   $10::text[], $11::text[])
         WITH ORDINALITY AS row (topic, key, partition, "offset", event_id, type, headers, payload, code, pointer, nth)
      ORDER BY nth
     ON CONFLICT (consumer, topic, partition, "offset") DO NOTHING`,
    [
      name,
      all.map(({ topic }) => topic),
      all.map(({ record }) => record.key),
      all.map(({ record }) => record.partition),
      all.map(({ record }) => String(record.offset)),
      all.map(({ eventId }) => eventId ?? null),
      all.map(({ record }) => record.headers['ce_type'] ?? null),
      all.map(({ record }) => JSON.stringify(record.headers)),
      all.map(({ record }) => record.value.toString('base64')),
      all.map(({ code }) => code),
      all.map(({ pointer }) => pointer),
    ],
  );
}

/** A replay that was refused again stays where it was, with the new reason and instant. */
async function keepRefusedReplays(
  refusals: readonly Refusal[],
  { name }: Consumer,
  tx: EntityManager,
): Promise<void> {
  const again = refusals.filter(({ delivery }) => delivery.isReplay);
  if (again.length === 0) return;
  await tx.query(
    `UPDATE parked_event SET code = row.code, pointer = row.pointer, parked_at = clock_timestamp()
       FROM unnest($2::bigint[], $3::text[], $4::text[]) AS row (id, code, pointer)
      WHERE consumer = $1 AND parked_event.id = row.id`,
    [
      name,
      again.map(({ delivery }) => delivery.record.headers['continuum-replay']),
      again.map(({ code }) => code),
      again.map(({ pointer }) => pointer ?? null),
    ],
  );
}

async function tell(
  refusals: readonly Refusal[],
  consumer: Consumer,
  tx: EntityManager,
): Promise<void> {
  const fresh = refusals.filter(({ delivery }) => !delivery.isReplay);
  if (fresh.length === 0) return;
  const { lanes, wake } = publisherOf(consumer.db);
  await insertOutbox(
    tx,
    fresh.map(({ delivery: { record, eventId, topic }, code, pointer }) => ({
      eventId: isUuid(eventId) ? eventId : uuidv7(),
      key: record.key,
      topic: consumer.topicPrefix + deadLetterTopic(consumer.name),
      type: record.headers['ce_type'] ?? 'unreadable',
      headers: {
        ...record.headers,
        'continuum-code': code,
        'continuum-topic': topic,
        'continuum-partition': String(record.partition),
        'continuum-offset': String(record.offset),
        ...(pointer ? { 'continuum-pointer': pointer } : {}),
      },
      payload: record.value,
      lanes,
    })),
  );
  wake();
}

const isUuid = (id: string | undefined): id is string => /^[0-9a-f-]{36}$/i.test(id ?? '');
