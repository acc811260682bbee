import { pushedSchema, recordKinds } from '@continuum/contracts';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { ShapeProblem } from '../domain/record/shape.js';

const ajv = new Ajv({ strict: true, strictTypes: false, allErrors: true, verbose: false });
// The package is CommonJS: its default export is one level down.
(formats as unknown as { default: (target: Ajv) => void }).default(ajv);

/** TypeBox keeps symbols on its schemas, which Ajv need not see. */
const plain = (schema: object) => JSON.parse(JSON.stringify(schema)) as object;

const shapes = new Map<string, ValidateFunction>(
  [...recordKinds].map(([name, kind]) => [name, ajv.compile(plain(pushedSchema(kind)))]),
);

/** Everything wrong with the form of one row of a known kind. Never a value. */
export function shapeProblems(kind: string, row: unknown): ShapeProblem[] {
  const validate = shapes.get(kind);
  if (!validate || validate(row)) return [];
  return (validate.errors ?? []).map(problemOf);
}

function problemOf({ instancePath, keyword, params }: ErrorObject): ShapeProblem {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  return { path: instancePath, rule: keyword, member: missingProperty ?? additionalProperty };
}
