import {
  Refused,
  topicName,
  type DataOf,
  type Event,
  type EventDefinition,
} from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import { checkWritten } from './contract-check.js';
import { correlation } from './correlation.js';
import { toldOf } from './envelope.js';
import { insertOutbox, type OutboxRecord } from './outbox.js';
import { publisherOf } from './publisher.js';
import { uuidv7 } from './uuid.js';

export interface Change<Data> {
  readonly data: Data;
  readonly department?: string | undefined;
  readonly labels?: readonly string[] | undefined;
  /** The event that led to this one. */
  readonly cause?: Event<unknown> | undefined;
  /** Only for a producer that must publish the same id when it repeats a step. */
  readonly id?: string | undefined;
  /** UTC instant of the state change; now, if not given. */
  readonly time?: string | undefined;
}

const LARGEST = 256 * 1024;

/**
 * The one way to tell others: written with the state change, sent by the relay in order.
 * Key, subject and version come from the data.
 * @throws BrokenContract when the data does not meet the definition
 * @throws Refused TOO_LARGE over 256 KB
 */
export async function publish<D extends EventDefinition>(
  tx: EntityManager,
  definition: D,
  changes: readonly Change<DataOf<D>>[],
): Promise<void> {
  if (changes.length === 0) return;
  const { service, topicPrefix, lanes, wake } = publisherOf(tx.dataSource);
  const topic = topicPrefix + topicName(definition.topic);
  const rows = changes.map((change) => toRow(definition, change, { service, topic, lanes }));
  await insertOutbox(tx, rows);
  wake();
}

function toRow<D extends EventDefinition>(
  definition: D,
  { data, department, labels, cause, id, time }: Change<DataOf<D>>,
  from: { service: string; topic: string; lanes: number },
): OutboxRecord {
  checkWritten(definition, data);
  const payload = JSON.stringify(data);
  if (payload.length > LARGEST) throw new Refused('TOO_LARGE', 'The event is over 256 KB.');
  const context = correlation();
  const eventId = id ?? uuidv7();
  const told = toldOf({
    source: `/continuum/${from.service}${from.service === 'ingest-service' && department ? `/${department}` : ''}`,
    version: definition.versionOf(data),
    time: time ?? new Date().toISOString(),
    department,
    labels: labels ?? [],
    correlationId: cause?.correlationId ?? context?.correlationId ?? eventId,
    causationId: cause?.id,
    traceparent: cause?.traceparent ?? context?.traceparent,
  });
  return {
    eventId,
    key: definition.keyOf(data),
    topic: from.topic,
    type: definition.type,
    told,
    payload,
    lanes: from.lanes,
  };
}
