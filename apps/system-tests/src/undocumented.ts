import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCUMENT = join(import.meta.dirname, '../../../docs/openapi.json');
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addSchema(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as object, 'openapi');

/** How a body differs from what the OpenAPI document says of this view; empty when it does not. */
export function undocumented(view: string, body: unknown): string {
  const check = ajv.getSchema(`openapi#/components/schemas/${view}`);
  if (!check) return `There is no view ${view}.`;
  return check(body) ? '' : ajv.errorsText(check.errors);
}
