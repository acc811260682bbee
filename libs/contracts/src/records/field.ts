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
}

interface FieldOptions {
  readonly labels?: readonly Label[];
}

/** What happened: travels in the activity event. */
export const activity = <S extends TSchema>(schema: S, options: FieldOptions = {}): Field<S, false> =>
  field(schema, 'activity', options);
/** A reference number: clear in subjects for search, a keyed token in the activity event. */
export const reference = (options: FieldOptions = {}) =>
  field(Type.String({ minLength: 1, maxLength: 80 }), 'token', options);
/** Kept and served by decision, in no event. */
export const ownerOnly = <S extends TSchema>(schema: S, options: FieldOptions = {}): Field<S, false> =>
  field(schema, 'owner', options);
export const required = <S extends TSchema>(optional: Field<S>): Field<S, true> => ({
  ...optional,
  required: true,
});

function field<S extends TSchema>(schema: S, to: Destination, options: FieldOptions): Field<S, false> {
  return { schema, to, required: false, labels: options.labels ?? [] };
}
