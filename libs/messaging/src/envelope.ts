import { Refused, type Event, type EventDefinition } from '@continuum/contracts';
import type { ReceivedRecord } from './kafka-port.js';

/** CloudEvents 1.0, Kafka binary mode: attributes as `ce_*` headers, JSON data as value. */
export type EventHeaders = Readonly<Record<string, string>>;

export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly key: string;
  readonly version: number;
  readonly time: string;
  readonly department?: string | undefined;
  readonly labels: readonly string[];
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
}

export function headersOf(envelope: Envelope): EventHeaders {
  return { ...impliedBy(envelope), ...toldOf(envelope) };
}

/** What follows from the three things by which an event is stored. */
export const impliedBy = ({
  id,
  type,
  key,
}: Pick<Envelope, 'id' | 'type' | 'key'>): EventHeaders => ({
  ce_type: type,
  ce_id: id,
  'content-type': 'application/json',
  ce_specversion: '1.0',
  ce_dataschema: `urn:continuum:schema:${type}`,
  ce_subject: key,
  ce_partitionkey: key,
});

/** The rest of the envelope. */
export function toldOf(envelope: Omit<Envelope, 'id' | 'type' | 'key'>): EventHeaders {
  const headers: Record<string, string> = {
    ce_source: envelope.source,
    ce_subjectversion: String(envelope.version),
    ce_time: envelope.time,
    ce_correlationid: envelope.correlationId,
  };
  if (envelope.department) headers['ce_department'] = envelope.department;
  if (envelope.labels.length > 0) headers['ce_labels'] = envelope.labels.join(',');
  if (envelope.causationId) headers['ce_causationid'] = envelope.causationId;
  if (envelope.traceparent) {
    headers['ce_traceparent'] = envelope.traceparent;
    headers['traceparent'] = envelope.traceparent;
  }
  return headers;
}

const REQUIRED = [
  'ce_id',
  'ce_type',
  'ce_source',
  'ce_subjectversion',
  'ce_time',
  'ce_partitionkey',
] as const;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const typeOf = ({ headers }: ReceivedRecord): string | undefined => headers['ce_type'];

/** @throws Refused BAD_ENVELOPE, FOREIGN_KEY or what the contract says */
export function toEvent(
  record: ReceivedRecord,
  definition: EventDefinition,
  parse: (value: Buffer) => unknown,
): Event<unknown> {
  const { headers } = record;
  const missing = REQUIRED.filter((name) => !headers[name]);
  if (
    missing.length > 0 ||
    !UUID.test(headers['ce_id'] ?? '') ||
    headers['ce_partitionkey'] !== record.key
  ) {
    throw new Refused('BAD_ENVELOPE', 'The event has no readable envelope.');
  }
  if (isForeign(headers['ce_department'], definition, record.key)) {
    throw new Refused('FOREIGN_KEY', 'The key belongs to another department.');
  }
  const data = parse(record.value);
  return {
    id: headers['ce_id'] ?? '',
    type: definition.type,
    source: headers['ce_source'] ?? '',
    key: record.key,
    version: Number(headers['ce_subjectversion']),
    time: headers['ce_time'] ?? '',
    labels: headers['ce_labels']?.split(',') ?? [],
    correlationId: headers['ce_correlationid'] ?? headers['ce_id'] ?? '',
    ...optional('department', headers['ce_department']),
    ...optional('causationId', headers['ce_causationid']),
    ...optional('traceparent', headers['traceparent'] ?? headers['ce_traceparent']),
    data,
  };
}

function optional<K extends string>(
  name: K,
  value: string | undefined,
): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}

/** A record key begins with its department; the envelope must agree. */
function isForeign(
  department: string | undefined,
  { topic }: EventDefinition,
  key: string,
): boolean {
  if (topic !== 'subjects' && topic !== 'activities') return false;
  return department !== key.slice(0, key.indexOf('/'));
}
