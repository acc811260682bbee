import Type, { type Static, type TEnum, type TProperties, type TSchema } from 'typebox';

/** The vocabulary every contract is made of. Objects are closed: writers may add nothing to them. */
export function record<P extends TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

/** A closed list of words. */
export const oneOf = <T extends string[]>(...values: T): TEnum<T> =>
  Type.Enum<T>(values as readonly string[] as readonly [...T]);

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Uuid = Type.String({ format: 'uuid' });
/** UTC instant, RFC 3339. */
export const Instant = Type.String({ format: 'date-time', maxLength: 40 });
/** Calendar date in the city's zone. */
export const LocalDate = Type.String({ format: 'date' });
/** ISO date whose unknown digits are X: `1985-03-XX`, `19XX-03-XX`. */
export const PartialDate = Type.String({ pattern: '^[0-9X]{4}-[0-9X]{2}-[0-9X]{2}$' });
/** Counter of the thing an event speaks of: a store applies only a newer one. */
export const Version = Type.Integer({ minimum: 1 });
/** A word of a code list. */
export const Code = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:/-]*$', maxLength: 80 });
export const Department = Type.String({ pattern: '^[a-z][a-z0-9-]{1,31}$' });
/** `department/source/recordId` */
export const RecordKey = Type.String({ pattern: '^[^/]+/[^/]+/.+$', maxLength: 200 });
/** Of a department's record, or `mdt/<caseId>`, `rfrl/<referralId>`, `card/<personId>`. */
export const AnyKey = Type.String({ pattern: '^[^/]+/.+$' });
/** Keyed hash of a reference number, 26 base-32 characters. */
export const Token = Type.String({ pattern: '^[0-9A-Z]{26}$' });
export const Label = oneOf(
  'GENERAL',
  'HIPAA',
  'CMIA',
  'LPS',
  'HIV',
  'PART2',
  'SUD_NOTES',
  'PSYCH_NOTES',
  'LOCAL_CH',
  'CHRI',
  'NCIC_RESTRICTED',
  'JUVENILE',
  'SEALED',
  'VAWA',
  'HMIS',
  'STATE_CONF',
);
export type Label = Static<typeof Label>;
export const Confidence = oneOf('confirmed', 'probable');
export type Confidence = Static<typeof Confidence>;

/** Why published figures were restated; gravest first. */
export const RestatementCause = oneOf('definition', 'relief', 'link', 'correction', 'late');
export type RestatementCause = Static<typeof RestatementCause>;

/** The person an event is about: a person id, or the record key of somebody not yet linked. */
export const PersonRef = Type.Union([record({ personId: Uuid }), record({ recordKey: RecordKey })]);
export type PersonRef = Static<typeof PersonRef>;
