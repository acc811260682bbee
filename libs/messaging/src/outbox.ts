import { cutOut, cutOutBytes, endToEnd, send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { impliedBy, type EventHeaders } from './envelope.js';
import type { OutgoingRecord } from './kafka-port.js';

export type OutboxRecord = {
  readonly eventId: string;
  readonly key: string;
  readonly topic: string;
  readonly type: string;
  readonly payload: string | Buffer;
  readonly lanes: number;
} & (
  | { /** The rest is implied by id, type and key. */ readonly told: EventHeaders }
  | { /** All there are, of whatever came. */ readonly headers: EventHeaders }
);

const INSERT = `
  INSERT INTO outbox (event_id, aggregateid, topic, type, lane, headers, payload)
  SELECT event_id, key, topic, type, lane,
         ${cutOut('$8', 'headers_at', 'headers_length')}, ${cutOutBytes('$11', 'payload_at', 'payload_length')}
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[], $6::int[], $7::int[],
                $9::int[], $10::int[])
      WITH ORDINALITY AS row (event_id, key, topic, type, lane, headers_at, headers_length,
                              payload_at, payload_length, nth)
   ORDER BY nth`;

/** Order of insertion is order of sending: the version in the data must come from a locked or updated row. */
export async function insertOutbox(
  tx: EntityManager,
  rows: readonly OutboxRecord[],
): Promise<void> {
  await send(tx, { name: 'outbox-insert', text: INSERT }, [
    rows.map(({ eventId }) => eventId),
    rows.map(({ key }) => key),
    rows.map(({ topic }) => topic),
    rows.map(({ type }) => type),
    rows.map(({ key, lanes }) => laneOf(key, lanes)),
    ...endToEnd(rows.map(storedHeaders)),
    ...endToEnd(rows.map(({ payload }) => payload)),
  ]);
}

/** Before headers to which the implied ones belong. */
const AND_IMPLIED = '+';

const storedHeaders = (record: OutboxRecord) =>
  'told' in record ? AND_IMPLIED + JSON.stringify(record.told) : JSON.stringify(record.headers);

export interface OutboxRow {
  readonly id: string;
  readonly event_id: string;
  readonly topic: string;
  readonly type: string;
  readonly aggregateid: string;
  readonly headers: string;
  /** Data that we wrote ourselves. */
  readonly data: string | null;
  /** Bytes that need not be text. */
  readonly bytes: Buffer | null;
}

/** Text is read faster than bytes, which travel as hexadecimal digits. */
export const TAKE = `
  SELECT id, event_id, topic, type, aggregateid, headers,
         CASE WHEN left(headers, 1) = '${AND_IMPLIED}' THEN convert_from(payload, 'UTF8') END AS data,
         CASE WHEN left(headers, 1) <> '${AND_IMPLIED}' THEN payload END AS bytes
    FROM outbox WHERE lane = $1 ORDER BY id LIMIT $2`;

export function toRecord(row: OutboxRow): OutgoingRecord {
  const { topic, aggregateid: key, headers } = row;
  if (row.data === null) {
    return { topic, key, headers: parsed(headers), value: row.bytes ?? Buffer.alloc(0) };
  }
  const implied = impliedBy({ id: row.event_id, type: row.type, key });
  const told = parsed(headers.slice(AND_IMPLIED.length));
  return { topic, key, headers: { ...implied, ...told }, value: Buffer.from(row.data) };
}

const parsed = (headers: string) => JSON.parse(headers) as EventHeaders;

/** FNV-1a: the same key always in the same lane. */
export function laneOf(key: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % lanes;
}
