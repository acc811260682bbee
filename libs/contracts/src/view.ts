import Type, { type Static, type TProperties, type TSchema } from 'typebox';

/** What an answer of the gateway is made of. Open: a reader ignores what it does not know. */
export const view = <P extends TProperties>(title: string, properties: P) =>
  Type.Object(properties, { title });

/** The answer as its readers and writers hold it. */
export type ViewOf<S extends TSchema> = ReadOnly<Static<S>>;

type ReadOnly<T> = T extends readonly (infer Item)[]
  ? readonly ReadOnly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: ReadOnly<T[K]> }
    : T;
