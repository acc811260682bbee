import Type, { type TSchema } from 'typebox';
import type { Label } from '../words.js';

/** Where a pushed field goes: to the activity event, to it as a keyed token, or nowhere beyond its owner. */
export type Destination = 'activity' | 'token' | 'owner';

export interface Field<S extends TSchema = TSchema, R extends boolean = boolean> {
  readonly schema: S;
  readonly to: Destination;
  readonly required: R;
  /** Labels beyond those of the record kind. */
  readonly labels: readonly Label[];
  /** What identity-service calls the reference number, where people are searched by it. */
  readonly identifier?: string;
}

type FieldOptions = Partial<Pick<Field, 'labels' | 'identifier'>>;

/** What happened: travels in the activity event. */
export const activity = <S extends TSchema>(
  schema: S,
  options: FieldOptions = {},
): Field<S, false> => field(schema, 'activity', options);
/** A reference number: clear in subjects for search, a keyed token in the activity event. */
export const reference = (options: FieldOptions = {}) =>
  field(Type.String({ minLength: 1, maxLength: 80 }), 'token', options);
/** Kept and served by decision, in no event. */
export const ownerOnly = <S extends TSchema>(schema: S, options: FieldOptions = {}) =>
  field(schema, 'owner', options);
export const required = <S extends TSchema>(optional: Field<S>): Field<S, true> => ({
  ...optional,
  required: true,
});

/** Free text: it always has a length, and stays with the owner. */
export const text = (maxLength: number) => Type.String({ maxLength });

/** Key of the annotation that keeps one property of a list's items with the owner. */
export const OWNER_PART = 'x-owner-part';
export const ownerPart = (maxLength: number) =>
  Type.Optional(Type.String({ maxLength, [OWNER_PART]: true }));

function field<S extends TSchema>(
  schema: S,
  to: Destination,
  { labels = [], ...options }: FieldOptions,
): Field<S, false> {
  return { schema, to, required: false, labels, ...options };
}
