import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { COMMITTED, documentText } from './committed.js';

const document = JSON.parse(await documentText());
const routes = Object.entries<Record<string, Route>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, route]) => ({ name: `${method} ${path}`, ...route })),
);

interface Route {
  readonly 'x-decided'?: string;
  readonly 'x-without-persons'?: string;
  readonly parameters: readonly { readonly name: string; readonly required: boolean }[];
}

describe('the OpenAPI document', () => {
  it('is committed as it is served', async () => {
    expect(JSON.parse(await readFile(COMMITTED, 'utf8'))).toEqual(document);
  });

  it('is version 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
  });

  it('says of a body what the pipe checks', () => {
    expect(document.components.schemas.SearchPersons.properties).toMatchObject({
      birthDate: { type: 'string', pattern: '^[0-9X]{4}-[0-9X]{2}-[0-9X]{2}$' },
      limit: { type: 'integer', minimum: 1, maximum: 20 },
    });
    expect(document.components.schemas.DraftReferral.required).toContain('serviceId');
  });

  it('knows no route that does not say how it is decided', () => {
    const open = routes.filter((route) => !route['x-decided'] && !route['x-without-persons']);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('wants a purpose on every route with personal data', () => {
    const withPersons = routes.filter((route) => route['x-decided']);
    const purposeless = withPersons.filter(
      ({ parameters }) =>
        !parameters.some(({ name, required }) => name === 'Continuum-Purpose' && required),
    );
    expect(purposeless.map(({ name }) => name)).toEqual([]);
  });

  it('lets these alone do without', () => {
    const without = routes.filter((route) => route['x-without-persons']);
    expect(without.map(({ name }) => name).sort()).toEqual([
      'get /openapi.json',
      'get /v1/decisions/{decisionId}/explanation',
      'get /v1/services',
      'put /v1/services/{serviceId}/capacity',
    ]);
  });
});
