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
import type { Field } from './field.js';

export type Fields = Readonly<Record<string, Field>>;

/** Schema of the activity's body: fields that travel, tokens in place of reference numbers, a date beside each instant. */
type BodyOf<F extends Fields> = {
  [K in keyof F as F[K]['to'] extends 'owner' ? never : K]: F[K]['schema'] extends TSchema
    ? Static<F[K]['schema']> | null
    : never;
} & { [K in keyof F as K extends `${infer Stem}At` ? `${Stem}On` : never]?: string | null };

export const Restriction = oneOf(
  'sealed',
  'relief_granted',
  'detention_only',
  'restricted_person',
  'confidential_address',
);

/** Blocks of demographics that go to the mart, so that it never needs a birth date. */
export const Demographics = record({
  birthYear: nullable(Type.Integer()),
  /** 90 means 90 or over. */
  ageOnDate: nullable(Type.Integer({ minimum: 0, maximum: 90 })),
  sex: Sex,
  race: Type.Array(Code),
  ethnicity: nullable(Code),
  isDeceased: Type.Boolean(),
});

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
  occurredAt: nullable(Instant),
  occurredPrecision: oneOf('second', 'minute', 'day', 'month', 'year'),
  /** Date in the city's zone; no reader computes it again. Null where only month or year is known. */
  localDate: nullable(LocalDate),
  localTz: Type.String({ maxLength: 60 }),
  recordedAt: Instant,
  labels: Type.Array(Label),
  restrictions: Type.Array(Restriction),
  dqFlags: Type.Array(Code),
  demographics: nullable(Demographics),
};

/** What departments push of one kind, and what becomes of each field. */
export interface RecordKind<F extends Fields = Fields> {
  readonly kind: string;
  /** Prefix of the element ids: `book` in `book.admittedAt`. */
  readonly dataset: string;
  readonly labels: readonly Label[];
  /** Fields that date the record, first one present wins. */
  readonly datedBy: readonly (keyof F & string)[];
  readonly isExistenceSensitive: boolean;
  readonly travel: 'full' | 'coarse';
  readonly hasSubject: boolean;
  readonly fields: F;
  readonly activity: EventDefinition;
}

type Options<F extends Fields> = Pick<RecordKind<F>, 'kind' | 'dataset' | 'labels' | 'datedBy' | 'fields'> &
  Partial<Pick<RecordKind<F>, 'isExistenceSensitive' | 'travel' | 'hasSubject'>>;

type ActivityDefinition<F extends Fields> = EventDefinition & {
  readonly __body?: BodyOf<F>;
};
export type Activity<Body> = Event<
  Static<TObject<typeof activityHeader>> & { readonly body: Body }
>;
export type ActivityOf<K extends RecordKind> = K extends RecordKind<infer F> ? Activity<BodyOf<F>> : never;

const kinds = new Map<string, RecordKind>();

/** Every record kind, by name. */
export const recordKinds: ReadonlyMap<string, RecordKind> = kinds;

export function recordKind<const F extends Fields>(options: Options<F>): RecordKind<F> {
  const kind: RecordKind<F> = {
    isExistenceSensitive: false,
    travel: 'full',
    hasSubject: true,
    ...options,
    activity: activityEvent(options.kind, options.fields) as ActivityDefinition<F>,
  };
  kinds.set(kind.kind, kind as unknown as RecordKind);
  return kind;
}

function activityEvent(kind: string, fields: Fields): EventDefinition {
  const body = Object.entries(fields).flatMap(([name, field]) => bodyOf(name, field));
  return eventFamily(kind.replaceAll('_', '-'), 1, {
    topic: 'activities',
    key: 'recordKey',
    version: 'recordVersion',
    data: record({ ...activityHeader, body: record(Object.fromEntries(body)) }),
  })('recorded') as unknown as EventDefinition;
}

function bodyOf(name: string, field: Field): [string, TSchema][] {
  if (field.to === 'owner') return [];
  const value: [string, TSchema] = [name, Type.Optional(nullable(field.to === 'token' ? Token : field.schema))];
  const isInstant = name.endsWith('At');
  return isInstant ? [value, [`${name.slice(0, -2)}On`, Type.Optional(nullable(LocalDate))]] : [value];
}
