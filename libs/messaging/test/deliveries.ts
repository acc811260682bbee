import { CaseProposedV1, Refused, type DataOf, type Event } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { Breaker } from '../src/breaker.js';
import type { Consumer, Delivery, Handle } from '../src/deliver.js';
import { headersOf, toEvent } from '../src/envelope.js';
import { parseRead } from '../src/contract-check.js';
import type { ReceivedRecord } from '../src/kafka-port.js';
import { done } from '../src/outcome.js';
import type { DataSource } from 'typeorm';

export const TOPIC = 'continuum.care';
export type CaseData = DataOf<typeof CaseProposedV1>;

let offset = 0n;

export function aCase(overrides: Partial<CaseData> = {}): CaseData {
  return {
    caseId: randomUUID(),
    version: 1,
    at: '2026-03-02T18:00:00.000Z',
    localDate: '2026-03-02',
    personRef: { personId: '5b1c1f0a-7a55-4f2e-9d0e-1f0f6f6d7f01' },
    actorRole: 'system',
    department: 'homeless-services',
    programme: 'justice-lab',
    status: 'proposed',
    origin: 'hfu',
    ...overrides,
  };
}

/** The event as it comes from Kafka. */
export function aRecord(
  data: object,
  overrides: Partial<ReceivedRecord> & { id?: string } = {},
): ReceivedRecord {
  const { caseId = 'none', version = 1 } = data as Partial<CaseData>;
  const { id = randomUUID(), ...rest } = overrides;
  const headers = headersOf({
    id,
    type: CaseProposedV1.type,
    source: '/continuum/referral-service',
    key: caseId,
    version,
    time: '2026-03-02T18:00:00.000Z',
    labels: [],
    correlationId: id,
  });
  return {
    topic: TOPIC,
    partition: 0,
    offset: (offset += 1n),
    key: caseId,
    value: Buffer.from(JSON.stringify(data)),
    headers,
    ...rest,
  };
}

export function aDelivery(data: object, overrides: Parameters<typeof aRecord>[1] = {}): Delivery {
  return deliveryOf(aRecord(data, overrides));
}

export function deliveryOf(record: ReceivedRecord): Delivery {
  return {
    record,
    topic: record.topic,
    eventId: record.headers['ce_id'],
    isReplay: false,
    read: () => toEvent(record, CaseProposedV1, (value) => parseRead(CaseProposedV1, value)),
  };
}

export function aConsumer(
  db: DataSource,
  handle: Handle,
  overrides: Partial<Consumer> = {},
): Consumer {
  return {
    name: 'reporting-service',
    topicPrefix: '',
    db,
    handle,
    isCurrent: () => true,
    breaker: new Breaker(),
    ...overrides,
  };
}

/** Keeps what it handled in a table, and refuses or breaks on what it is told to. */
export function aHandler(behaviour: { poison?: Set<string>; bug?: Set<string> } = {}): Handle {
  return async (events, tx) => {
    for (const event of events) {
      if (behaviour.poison?.has(event.key)) throw new Refused('POISON', 'Poison.');
      if (behaviour.bug?.has(event.key)) throw new TypeError('a bug');
    }
    await tx.query(
      'INSERT INTO handled (event_id, key, version) SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[])',
      [
        events.map(({ id }: Event<unknown>) => id),
        events.map(({ key }) => key),
        events.map(({ version }) => version),
      ],
    );
    return events.map(done);
  };
}

export async function handledBy(db: DataSource): Promise<{ key: string; version: number }[]> {
  return db.query('SELECT key, version FROM handled ORDER BY nth');
}
