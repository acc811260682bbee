import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { Refused, type EventDefinition, type FieldError } from '@continuum/contracts';

const ajv = new Ajv({
  strict: true,
  allErrors: false,
  coerceTypes: false,
  useDefaults: false,
  verbose: false,
  strictTuples: false,
  allowUnionTypes: true,
  strictTypes: false,
});
// The package is CommonJS: its default export is one level down.
(formats as unknown as { default: (target: Ajv) => void }).default(ajv);

const writers = new Map<string, ValidateFunction>();
const readers = new Map<string, ValidateFunction>();

/** A writer may add nothing. @throws Refused CONTRACT naming the field */
export function checkWritten({ type, schema }: EventDefinition, data: unknown): void {
  check(compiled(writers, type, schema), type, data);
}

/** A reader ignores what it does not know. @throws Refused CONTRACT naming the field */
export function parseRead({ type, schema }: EventDefinition, value: Buffer): unknown {
  const data = parseJson(value);
  check(compiled(readers, type, schema, open), type, data);
  return data;
}

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    throw new Refused('NOT_JSON', 'The data is not JSON.');
  }
}

function check(validate: ValidateFunction, type: string, data: unknown): void {
  if (validate(data)) return;
  const fields: FieldError[] = (validate.errors ?? []).map(
    ({ instancePath, keyword, message }) => ({
      field: instancePath || '/',
      code: keyword,
      text: message ?? 'is wrong',
    }),
  );
  throw new Refused('CONTRACT', `The data does not meet ${type}.`, fields);
}

function compiled(
  known: Map<string, ValidateFunction>,
  type: string,
  schema: object,
  prepare: (schema: unknown) => unknown = (same) => same,
): ValidateFunction {
  let validate = known.get(type);
  if (!validate) {
    validate = ajv.compile(prepare(plain(schema)) as object);
    known.set(type, validate);
  }
  return validate;
}

/** TypeBox keeps symbols on its schemas, which Ajv need not see. */
const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema)) as unknown;

function open(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(open);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => !(name === 'additionalProperties' && value === false))
      .map(([name, value]) => [name, open(value)]),
  );
}
