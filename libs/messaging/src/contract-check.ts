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

/** A service broke its own contract: our bug, never the caller's. Names fields, never a value. */
export class BrokenContract extends Error {
  override readonly name = 'BrokenContract';
}

/** A writer may add nothing. @throws BrokenContract naming the fields */
export function checkWritten({ type, schema }: EventDefinition, data: unknown): void {
  const wrong = faultsOf(compiled(writers, type, schema), data);
  if (wrong.length === 0) return;
  const fields = wrong.map(({ field, code }) => `${field} ${code}`);
  throw new BrokenContract(`${type}: ${fields.join(', ')}`);
}

/** A reader ignores what it does not know. @throws Refused CONTRACT naming the field, NOT_JSON */
export function parseRead({ type, schema }: EventDefinition, value: Buffer): unknown {
  const data = parseJson(value);
  const wrong = faultsOf(compiled(readers, type, schema, open), data);
  if (wrong.length === 0) return data;
  throw new Refused('CONTRACT', `The data does not meet ${type}.`, wrong);
}

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    throw new Refused('NOT_JSON', 'The data is not JSON.');
  }
}

function faultsOf(validate: ValidateFunction, data: unknown): FieldError[] {
  if (validate(data)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, message }) => ({
    field: instancePath || '/',
    code: keyword,
    text: message ?? 'is wrong',
  }));
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
