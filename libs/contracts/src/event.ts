import type { Static, TObject, TProperties } from 'typebox';

export const TOPICS = [
  'subjects',
  'activities',
  'identities',
  'access',
  'care',
  'disclosures',
  'feeds',
  'reports',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Kafka name of a topic. */
export const topicName = (topic: Topic) => `continuum.${topic}`;
/** Topic of the events that a consumer refused. Only that consumer may read it. */
export const deadLetterTopic = (consumer: string) => `continuum.${consumer}.dead-letters`;

/** What a service tells the others: schema, type, topic and key in one value. */
export interface EventDefinition<S extends TObject = TObject> {
  /** CloudEvents type, `noun.past-participle.vN`. */
  readonly type: string;
  readonly topic: Topic;
  readonly schema: S;
  /** Kafka key, and subject unless the family says otherwise: order is promised per key. */
  readonly keyOf: (data: Static<S>) => string;
  /** Version of the thing the event speaks of. */
  readonly versionOf: (data: Static<S>) => number;
}

/** An event as a handler sees it: the envelope's attributes and its data. */
export interface Event<Data> {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly key: string;
  readonly version: number;
  /** UTC instant of the state change in the producer. */
  readonly time: string;
  readonly department?: string;
  readonly labels: readonly string[];
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  readonly data: Data;
}
export type EventOf<D extends EventDefinition> = Event<Static<D['schema']>>;
export type DataOf<D extends EventDefinition> = Static<D['schema']>;

interface Family<P extends TProperties> {
  readonly topic: Topic;
  readonly key: keyof P | ((data: Static<TObject<P>>) => string);
  readonly version: keyof P | ((data: Static<TObject<P>>) => number);
  readonly data: TObject<P>;
}

const known = new Map<string, EventDefinition>();

/** Events that share a payload and differ by type: `eventFamily('case', 1, …)('proposed')` is `case.proposed.v1`. */
export function eventFamily<P extends TProperties>(noun: string, major: number, family: Family<P>) {
  return (verb: string): EventDefinition<TObject<P>> => {
    const definition: EventDefinition<TObject<P>> = {
      type: `${noun}.${verb}.v${major}`,
      topic: family.topic,
      schema: family.data,
      keyOf: reader(family.key, String),
      versionOf: reader(family.version, Number),
    };
    known.set(definition.type, definition as unknown as EventDefinition);
    return definition;
  };
}

function reader<P extends TProperties, R>(
  from: keyof P | ((data: Static<TObject<P>>) => R),
  convert: (value: unknown) => R,
): (data: Static<TObject<P>>) => R {
  if (typeof from === 'function') return from;
  return (data) => convert((data as Record<PropertyKey, unknown>)[from as PropertyKey]);
}

/** Every event this release knows, by type. */
export const catalogue: ReadonlyMap<string, EventDefinition> = known;
