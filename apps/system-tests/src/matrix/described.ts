import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Schema } from './rubbish.js';

interface Parameter {
  readonly in: string;
  readonly name: string;
}
interface Route {
  readonly 'x-decided'?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}
const DOCUMENT = join(import.meta.dirname, '../../../../docs/openapi.json');
const { paths, components } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
export const { schemas } = components;

export interface Described {
  readonly name: string;
  readonly needsPurpose: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Schema;
}

/** Every route of the OpenAPI document. */
export const documented: readonly Described[] = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { parameters = [], requestBody, ...route }]) => {
    const body = requestBody?.content['application/json']?.schema;
    return {
      name: `${method.toUpperCase()} ${path}`,
      needsPurpose: route['x-decided'] !== undefined,
      parameters,
      ...(body && { body }),
    };
  }),
);
