import Type, { type Static, type TObject, type TSchema } from 'typebox';
import { Address, Identifier, PersonName, Sex } from '../events/subject.v1.js';
import { Code, LocalDate, PartialDate, RecordKey, oneOf, record } from '../words.js';
import { Restriction } from './activity.js';
import { OWNER_PART, type Field } from './field.js';
import type { RecordKind } from './record-kind.js';

/** An instant as sources write it: with an offset, without one, or the date alone. */
export const PushedInstant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})?)?$',
  maxLength: 40,
});

const list = <S extends TSchema>(item: S, maxItems: number) =>
  Type.Optional(Type.Array(item, { maxItems }));

const PushedAddress = record({
  ...Address.properties,
  /** Stays with the owner, whatever the purpose. */
  isConfidential: Type.Optional(Type.Boolean()),
});

/** Who a record is about: never more than one person. */
export const PushedSubject = record({
  names: list(PersonName, 20),
  birthDates: list(PartialDate, 10),
  statedAge: Type.Optional(
    record({ years: Type.Integer({ minimum: 0, maximum: 130 }), on: LocalDate }),
  ),
  sex: Type.Optional(Sex),
  race: list(Code, 10),
  ethnicity: Type.Optional(Code),
  identifiers: list(Identifier, 30),
  addresses: list(PushedAddress, 20),
  phones: list(Type.String({ maxLength: 40 }), 20),
  emails: list(Type.String({ maxLength: 200 }), 20),
  attributes: list(record({ kind: Code, value: Type.String({ maxLength: 200 }) }), 20),
  unidentified: Type.Optional(Type.Boolean()),
  sameAs: list(RecordKey, 50),
  photoRef: Type.Optional(Type.String({ maxLength: 200 })),
  languageCode: Type.Optional(Code),
  deceasedOn: Type.Optional(PartialDate),
});
export type PushedSubject = Static<typeof PushedSubject>;

/** What a department may say of any record. Labels may only be added to those of the kind. */
export const pushedHeader = {
  kind: Code,
  recordId: Type.String({ minLength: 1, maxLength: 120 }),
  version: Type.Optional(
    Type.Union([Type.Integer({ minimum: 0 }), Type.String({ maxLength: 60 })]),
  ),
  status: Type.Optional(oneOf('valid', 'voided')),
  voidReason: Type.Optional(Code),
  correctionReason: Type.Optional(Code),
  sourcePersonId: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  restrictions: list(Restriction, 5),
  labels: list(Code, 10),
  /** The system behind the source, where it is another: state and national systems are refused by it. */
  sourceSystem: Type.Optional(Code),
};

/** A record as a department pushes it, before anything is normalised. */
export interface PushedRecord extends Static<TObject<typeof pushedHeader>> {
  readonly subject?: PushedSubject;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Contract of one kind for `POST /v1/records`. A void needs no fields. */
export function pushedSchema(kind: RecordKind): TObject {
  const fields = Object.entries(kind.fields).map(([name, field]) => [name, pushedField(field)]);
  return record({
    ...pushedHeader,
    ...(kind.hasSubject ? { subject: Type.Optional(PushedSubject) } : {}),
    body: record(Object.fromEntries(fields) as Record<string, TSchema>),
  });
}

const pushedField = (field: Field): TSchema =>
  field.required ? pushedValue(field.schema) : Type.Optional(pushedValue(field.schema));

function pushedValue(schema: TSchema): TSchema {
  if (Type.IsArray(schema))
    return Type.Array(pushedValue(schema.items), limitsOf(schema as Limits));
  if (Type.IsObject(schema)) return record(mapValues(schema.properties, pushedPart));
  return isInstant(schema) ? PushedInstant : schema;
}

function pushedPart(part: TSchema): TSchema {
  if (OWNER_PART in part) {
    const { maxLength } = part as { maxLength?: number };
    return Type.Optional(Type.String(maxLength === undefined ? {} : { maxLength }));
  }
  return Type.IsOptional(part) ? Type.Optional(pushedValue(part)) : pushedValue(part);
}

interface Limits {
  readonly minItems?: number;
  readonly maxItems?: number;
}

const isInstant = (schema: TSchema) => (schema as { format?: string }).format === 'date-time';

function limitsOf({ minItems, maxItems }: Limits) {
  return {
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
  };
}

const mapValues = (
  schemas: Readonly<Record<string, TSchema>>,
  change: (schema: TSchema) => TSchema,
): Record<string, TSchema> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, change(schema)]));
