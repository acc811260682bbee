import { randomUUID } from 'node:crypto';
import { topicName, type DataOf, type Event, type EventDefinition } from '@continuum/contracts';

/** An event as its producer would have sent it; key and version come from the data. */
export function anEvent<D extends EventDefinition>(
  definition: D,
  data: DataOf<D>,
  overrides: Partial<Event<DataOf<D>>> = {},
): Event<DataOf<D>> {
  const id = overrides.id ?? randomUUID();
  return {
    id,
    type: definition.type,
    source: 'continuum/test',
    key: definition.keyOf(data),
    version: definition.versionOf(data),
    time: '2026-03-02T09:00:00.000Z',
    labels: [],
    correlationId: id,
    data,
    ...overrides,
  };
}

/** The event as its producer's relay would put it on the topic. */
export function onTopic<D extends EventDefinition>(definition: D, event: Event<DataOf<D>>) {
  const department = event.key.slice(0, event.key.indexOf('/'));
  return {
    topic: topicName(definition.topic),
    key: event.key,
    value: Buffer.from(JSON.stringify(event.data)),
    headers: {
      ce_id: event.id,
      ce_type: event.type,
      ce_source: event.source,
      ce_subjectversion: String(event.version),
      ce_time: event.time,
      ce_partitionkey: event.key,
      ce_department: department,
    },
  };
}
