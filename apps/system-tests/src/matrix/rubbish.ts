import fc from 'fast-check';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly additionalProperties?: unknown;
}
export interface Rubbish {
  /** Of the body: names of the fields on the way to what is wrong. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** No value of the field's type can be like this: whoever takes it has not looked. */
  readonly isOfAnotherType: boolean;
}

const TEXTS = [
  ...[
    '',
    ' ',
    '%',
    '_',
    "'; DROP TABLE record; --",
    '\\',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\ufeff',
  ],
  ...['\u202eabc', '😀😀😀', 'ﷺ'.repeat(40), '__proto__', 'constructor', '../../etc', '${7*7}'],
  ...['0190a5b0-0000-7000-8000-00000000000G', '9999-99-99', '2026-02-30T25:61:00Z', '-0001-01-01'],
  'x'.repeat(100_000),
];
const NUMBERS = [0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, -1e308];
const OBJECTS = [{}, { unknown: 1 }, JSON.parse('{"toString":1}') as object, { constructor: 1 }];
const LISTS = [[], [null], [[]], [{}], [1], ['\u0000'], Array.from({ length: 5_000 }, () => 'x')];
const BOOLEANS = [true, false];

const OF_TYPE: Readonly<Record<string, readonly unknown[]>> = {
  string: TEXTS,
  integer: NUMBERS,
  number: NUMBERS,
  boolean: BOOLEANS,
  array: LISTS,
  object: OBJECTS,
};

/** One field of a body at a time: of another type, or of its own and strange. */
export function rubbishFor(
  schema: Schema,
  all: Readonly<Record<string, Schema>>,
): fc.Arbitrary<Rubbish> {
  const fields = fieldsOf(schema, all);
  return fc.oneof(
    ...fields.map(({ path, type }) => fc.oneof(ofOtherType(path, type), ofOwnType(path, type))),
  );
}

function ofOtherType(path: readonly string[], type: string): fc.Arbitrary<Rubbish> {
  const others = Object.entries(OF_TYPE).filter(([name]) => !isLike(name, type));
  return fc
    .constantFrom(...others.flatMap(([, values]) => values))
    .map((value) => ({ path, value, isOfAnotherType: true }));
}

const isLike = (name: string, type: string) =>
  name === type || (type === 'integer' && name === 'number');

function ofOwnType(path: readonly string[], type: string): fc.Arbitrary<Rubbish> {
  const strange = fc.constantFrom(...(OF_TYPE[type] ?? TEXTS));
  const value = type === 'string' ? fc.oneof(strange, fc.string({ unit: 'binary' })) : strange;
  return value.map((one) => ({ path, value: one, isOfAnotherType: false }));
}

interface Field {
  readonly path: readonly string[];
  readonly type: string;
}

function fieldsOf(
  schema: Schema,
  all: Readonly<Record<string, Schema>>,
  path: string[] = [],
): Field[] {
  const { properties = {} } = resolved(schema, all);
  return Object.entries(properties).flatMap(([name, property]) => {
    const own = resolved(property, all);
    const here = [...path, name];
    const field = { path: here, type: own.type ?? (own.properties ? 'object' : 'string') };
    return [field, ...(own.properties ? fieldsOf(own, all, here) : [])];
  });
}

const resolved = (schema: Schema, all: Readonly<Record<string, Schema>>): Schema =>
  schema.$ref ? (all[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

/** The body with that one field as it should not be. */
export function spoilt(
  body: object,
  { path: [name = '', ...rest], value }: Pick<Rubbish, 'path' | 'value'>,
): object {
  const known = (body as Record<string, unknown>)[name];
  const inner = typeof known === 'object' && known !== null && !Array.isArray(known) ? known : {};
  return { ...body, [name]: rest.length > 0 ? spoilt(inner, { path: rest, value }) : value };
}

/** In a path, a query or a header. */
export const strangeText = fc.oneof(
  fc.constantFrom(...TEXTS.map((text) => text.slice(0, 3_000))),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
