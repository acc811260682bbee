import { deadLetterTopic } from '@continuum/contracts';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { EventHeaders } from './envelope.js';
import { insertOutbox } from './outbox.js';
import { publisherOf } from './publisher.js';
import { uuidv7 } from './uuid.js';

export interface ParkedFilter {
  readonly consumer: string;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
  readonly key?: string | undefined;
  /** UTC instant */
  readonly since?: string | undefined;
}

export interface ParkedKey {
  readonly topic: string;
  readonly key: string;
  readonly code: string;
  readonly type: string | null;
  readonly events: number;
  readonly parkedAt: Date;
}

interface ParkedRow {
  readonly id: string;
  readonly type: string | null;
  readonly event_id: string | null;
  readonly headers: string;
  readonly payload: Buffer;
  readonly parked_at: Date;
}

export interface ReplayOptions {
  readonly topicPrefix: string;
  /** Events a second. */
  readonly rate: number;
  /** How long one event may take to be handled or refused again. */
  readonly patienceMs: number;
}

const MATCHES = `consumer = $1 AND ($2::text IS NULL OR code = $2) AND ($3::text IS NULL OR type = $3)
                 AND ($4::text IS NULL OR key = $4) AND ($5::timestamptz IS NULL OR parked_at >= $5)`;

/** Parked keys whose first refused event matches, oldest first. */
export async function listParked(db: DataSource, filter: ParkedFilter): Promise<ParkedKey[]> {
  const rows: {
    topic: string;
    key: string;
    code: string;
    type: string | null;
    events: number;
    parked_at: Date;
  }[] = await db.query(
    `SELECT DISTINCT ON (topic, key) topic, key, code, type, parked_at,
              (SELECT count(*)::int FROM parked_event a
                WHERE (a.consumer, a.topic, a.key) = (e.consumer, e.topic, e.key)) AS events
         FROM parked_event e WHERE ${MATCHES} ORDER BY topic, key, id`,
    parametersOf(filter),
  );
  return rows.map(({ parked_at, ...row }) => ({ ...row, parkedAt: parked_at }));
}

/**
 * Sends parked events once more, with their ids, in order per key, to the consumer's own topic: no other consumer
 * sees a replay. Goes on until a key is free or its next event is refused again.
 * @returns the keys that are free now, and those that are still parked
 */
export async function replay(db: DataSource, filter: ParkedFilter, options: ReplayOptions) {
  const freed: ParkedKey[] = [];
  const stuck: ParkedKey[] = [];
  for (const parked of await listParked(db, filter)) {
    const isFree = await replayKey(db, filter.consumer, parked, options);
    (isFree ? freed : stuck).push(parked);
  }
  return { freed, stuck };
}

/** Gives parked events up, for a stated reason that is recorded with each of them. */
export async function discard(
  db: DataSource,
  filter: ParkedFilter,
  reason: string,
): Promise<number> {
  if (!reason.trim()) throw new Error('A reason is needed to discard events.');
  return db.transaction(async (tx) => {
    const rows: { topic: string; key: string }[] = await tx.query(
      `WITH gone AS (DELETE FROM parked_event WHERE ${MATCHES} RETURNING *)
       INSERT INTO discarded_event (consumer, topic, key, event_id, type, code, reason)
       SELECT consumer, topic, key, event_id, type, code, $6 FROM gone RETURNING topic, key`,
      [...parametersOf(filter), reason],
    );
    await tx.query(
      `DELETE FROM parked_key k WHERE consumer = $1 AND NOT EXISTS
         (SELECT FROM parked_event e WHERE (e.consumer, e.topic, e.key) = (k.consumer, k.topic, k.key))`,
      [filter.consumer],
    );
    return rows.length;
  });
}

async function replayKey(
  db: DataSource,
  consumer: string,
  { topic, key }: ParkedKey,
  { topicPrefix, rate, patienceMs }: ReplayOptions,
): Promise<boolean> {
  for (;;) {
    const [next] = await parkedOf(db, consumer, topic, key);
    if (!next) return true;
    await resend(db, { consumer, topic, key, topicPrefix }, next);
    if (!(await wasHandled(db, next, patienceMs))) return false;
    await wait(1000 / rate);
  }
}

async function parkedOf(
  db: DataSource,
  consumer: string,
  topic: string,
  key: string,
): Promise<ParkedRow[]> {
  return db.query(
    `SELECT id, type, event_id, headers, payload, parked_at FROM parked_event
      WHERE (consumer, topic, key) = ($1, $2, $3) ORDER BY id LIMIT 1`,
    [consumer, topic, key],
  );
}

async function resend(
  db: DataSource,
  to: { consumer: string; topic: string; key: string; topicPrefix: string },
  row: ParkedRow,
): Promise<void> {
  const { lanes, wake } = publisherOf(db);
  await db.transaction((tx) =>
    insertOutbox(tx, [
      {
        eventId: uuidv7(),
        key: to.key,
        topic: to.topicPrefix + deadLetterTopic(to.consumer),
        type: row.type ?? 'unreadable',
        headers: {
          ...(JSON.parse(row.headers) as EventHeaders),
          'continuum-topic': to.topic,
          'continuum-replay': row.id,
        },
        payload: row.payload,
        lanes,
      },
    ]),
  );
  wake();
}

/** Handled: the row is gone. Refused again: its instant has moved. */
async function wasHandled(
  db: DataSource,
  { id, parked_at }: ParkedRow,
  patienceMs: number,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const rows: { parked_at: Date }[] = await db.query(
      'SELECT parked_at FROM parked_event WHERE id = $1',
      [id],
    );
    const [row] = rows;
    if (!row) return true;
    if (+row.parked_at !== +parked_at) return false;
    await wait(20);
  }
  return false;
}

const parametersOf = ({ consumer, code, type, key, since }: ParkedFilter) => [
  consumer,
  code ?? null,
  type ?? null,
  key ?? null,
  since ?? null,
];
