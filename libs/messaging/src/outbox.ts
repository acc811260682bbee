import { cutOut, cutOutBytes, endToEnd, send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { EventHeaders } from './envelope.js';

export interface OutboxRecord {
  readonly eventId: string;
  readonly key: string;
  readonly topic: string;
  readonly type: string;
  readonly headers: EventHeaders;
  readonly payload: string | Buffer;
  readonly lanes: number;
}

const INSERT = `
  INSERT INTO outbox (event_id, aggregatetype, aggregateid, topic, type, lane, headers, payload)
  SELECT event_id, split_part(type, '.', 1), key, topic, type, lane,
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
    ...endToEnd(rows.map(({ headers }) => JSON.stringify(headers))),
    ...endToEnd(rows.map(({ payload }) => payload)),
  ]);
}

/** FNV-1a: the same key always in the same lane. */
export function laneOf(key: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % lanes;
}
