import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { eventFamily, type Event, type EventDefinition } from '../event.js';
import { Sex } from '../events/subject.v1.js';
import {
  Code,
  Department,
  Instant,
  Label,
  LocalDate,
  RecordKey,
  Token,
  Version,
  nullable,
  oneOf,
  record,
} from '../words.js';
import { OWNER_PART, type Field } from './field.js';

export type Fields = Readonly<Record<string, Field>>;

export const Restriction = oneOf(
  'sealed',
  'relief_granted',
  'detention_only',
  'restricted_person',
  'confidential_address',
);
export type Restriction = Static<typeof Restriction>;

/** Goes to the mart in place of a birth date. */
export const Demographics = record({
  birthYear: nullable(Type.Integer()),
  /** 90 means 90 or over. */
  ageOnDate: nullable(Type.Integer({ minimum: 0, maximum: 90 })),
  sex: Sex,
  race: Type.Array(Code),
  ethnicity: nullable(Code),
  isDeceased: Type.Boolean(),
});
export type Demographics = Static<typeof Demographics>;

export const Precision = oneOf('second', 'minute', 'day', 'month', 'year');
export type Precision = Static<typeof Precision>;

/** What every activity event begins with. */
export const activityHeader = {
  recordKey: RecordKey,
  recordVersion: Version,
  sourceVersion: nullable(Type.String({ maxLength: 60 })),
  kind: Code,
  dataset: Code,
  department: Department,
  source: Code,
  status: oneOf('valid'),
  correctionReason: nullable(Code),
  /** How much the owner lets travel: says which branch `body` is. */
  travel: oneOf('full', 'coarse'),
  occurredAt: nullable(Instant),
  occurredPrecision: Precision,
  /** Date in the city's zone; no reader computes it again. Null where only month or year is known. */
  localDate: nullable(LocalDate),
  localTz: Type.String({ maxLength: 60 }),
  recordedAt: Instant,
  labels: Type.Array(Label),
  restrictions: Type.Array(Restriction),
  dqFlags: Type.Array(Code),
  demographics: nullable(Demographics),
};
type ActivityHeader = Omit<Static<TObject<typeof activityHeader>>, 'travel'>;

const Month = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}$' });
/** All that leaves an owner who lets a kind travel coarsely. */
export const CoarseBody = record({
  startMonth: Month,
  endMonth: nullable(Month),
  levelGroup: nullable(Code),
});
export type CoarseBody = Static<typeof CoarseBody>;

export type FullActivity<Body> = Event<
  ActivityHeader & { readonly travel: 'full'; readonly body: Body }
>;
export type CoarseActivity = Event<
  ActivityHeader & { readonly travel: 'coarse'; readonly body: CoarseBody }
>;
/** Readers narrow by `data.travel`, or keep what `isFull` lets through. */
export type ActivityOf<K extends { readonly fields: Fields }> =
  FullActivity<BodyOf<K['fields']>> | CoarseActivity;

export const isFull = <Body>(
  event: FullActivity<Body> | CoarseActivity,
): event is FullActivity<Body> => event.data.travel === 'full';

/** Fields that travel, tokens in place of reference numbers, a date beside each instant. */
export type BodyOf<F extends Fields> = {
  [K in keyof F as Travels<F, K, true>]: Sent<F[K]>;
} & { [K in keyof F as Travels<F, K, false>]?: Sent<F[K]> | null } & {
  [K in keyof F as DateNameOf<K>]?: string | null;
};
type Travels<
  F extends Fields,
  K extends keyof F,
  Required extends boolean,
> = F[K]['to'] extends 'owner' ? never : IsCertain<F, K> extends Required ? K : never;
/** An instant of which only the date is known is absent, required or not. */
type IsCertain<F extends Fields, K extends keyof F> = K extends `${string}At`
  ? false
  : F[K]['required'];
type Sent<F extends Field> = F['to'] extends 'token' ? string : WithDates<Static<F['schema']>>;
type DateNameOf<K> = K extends 'at' ? 'on' : K extends `${infer Stem}At` ? `${Stem}On` : never;
type WithDates<T> = T extends readonly (infer Item)[]
  ? WithDates<Item>[]
  : T extends object
    ? T & { [K in keyof T as DateNameOf<K>]?: string | null }
    : T;

export function activityEvent(kind: string, fields: Fields): EventDefinition {
  const body = Object.entries(fields).flatMap(([name, field]) => sentField(name, field));
  return eventFamily(kind.replaceAll('_', '-'), 1, {
    topic: 'activities',
    key: 'recordKey',
    version: 'recordVersion',
    data: record({
      ...activityHeader,
      body: Type.Union([record(Object.fromEntries(body)), CoarseBody]),
    }),
  })('recorded') as unknown as EventDefinition;
}

/** `admittedOn` is the local date of `admittedAt`, `on` that of `at`. */
export const dateNameOf = (name: string): string | undefined =>
  /(^a|A)t$/.test(name) ? name.replace(/At$/, 'On').replace(/^at$/, 'on') : undefined;

function sentField(name: string, field: Field): [string, TSchema][] {
  if (field.to === 'owner') return [];
  const sent = field.to === 'token' ? Token : sentSchema(field.schema);
  const dateName = dateNameOf(name);
  if (dateName) {
    return [
      [name, Type.Optional(nullable(sent))],
      [dateName, Type.Optional(nullable(LocalDate))],
    ];
  }
  return [[name, field.required ? sent : Type.Optional(nullable(sent))]];
}

/** The schema without the owner's parts, and with a date beside each instant. */
function sentSchema(schema: TSchema): TSchema {
  if (Type.IsArray(schema)) {
    const { maxItems } = schema as { maxItems?: number };
    return Type.Array(sentSchema(schema.items), maxItems === undefined ? {} : { maxItems });
  }
  return Type.IsObject(schema) ? record(sentProperties(schema)) : schema;
}

function sentProperties(schema: TObject): Record<string, TSchema> {
  const sent = Object.entries(schema.properties).filter(([, part]) => !(OWNER_PART in part));
  const dates = sent.flatMap(([name]) => dateNameOf(name) ?? []);
  return {
    ...Object.fromEntries(sent),
    ...Object.fromEntries(dates.map((name) => [name, Type.Optional(nullable(LocalDate))])),
  };
}
