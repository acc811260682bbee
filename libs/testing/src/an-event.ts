import { randomUUID } from 'node:crypto';
import type { DataOf, Event, EventDefinition } from '@continuum/contracts';

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
