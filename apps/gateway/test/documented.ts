import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readFile } from 'node:fs/promises';
import { COMMITTED } from '../src/inbound/document/committed.js';

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Responses }>>>
  >;
}
type Responses = Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;

const document = JSON.parse(await readFile(COMMITTED, 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false });
formats.default(ajv);
ajv.addSchema(document, 'openapi');

/** How a JSON answer differs from what the document says of its route and status. */
export function undocumented(method: string, path: string, status: number, body: unknown): string {
  const route = Object.keys(document.paths).find((template) => isOf(template, path));
  const answers = document.paths[route ?? '']?.[method.toLowerCase()]?.responses;
  if (!route || !answers?.[status]?.content?.['application/json']) return 'not in the document';
  const steps = ['paths', route, method.toLowerCase(), 'responses', status, 'content'];
  const pointer = [...steps, 'application/json', 'schema'].map(escaped).join('/');
  const check = ajv.getSchema(`openapi#/${pointer}`);
  if (!check) return 'no schema';
  return check(body) ? '' : ajv.errorsText(check.errors);
}

function isOf(template: string, path: string): boolean {
  const [steps, given] = [template.split('/'), (path.split('?')[0] ?? '').split('/')];
  return (
    steps.length === given.length &&
    steps.every((step, at) => step === given[at] || step.startsWith('{'))
  );
}

const escaped = (step: string | number) =>
  encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'));
