import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { COMMITTED, makeDocument } from './committed.js';
import { routesOf } from '../../../test/routes.js';

const document = await makeDocument();
const routes = routesOf(document);
describe('the OpenAPI document', () => {
  it('is committed as it is served', async () => {
    expect(JSON.parse(await readFile(COMMITTED, 'utf8'))).toEqual(
      JSON.parse(JSON.stringify(document)),
    );
  });

  it('is version 3.1', () => {
    expect(document.openapi).toBe('3.1.0');
  });

  it('says of a body what the pipe checks', () => {
    expect(document.components?.schemas?.['SearchPersons']).toMatchObject({
      properties: {
        birthDate: { type: 'string', pattern: '^[0-9X]{4}-[0-9X]{2}-[0-9X]{2}$' },
        limit: { type: 'integer', minimum: 1, maximum: 20 },
      },
    });
    expect(document.components?.schemas?.['DraftReferral']).toMatchObject({
      required: expect.arrayContaining(['serviceId']),
    });
  });

  it('says of every route what it answers, and what of a view is there', () => {
    const wordless = routes.filter(({ responses }) => {
      const { default: _, '204': empty, ...answers } = responses;
      return !empty && !Object.values(answers).every(({ content }) => content);
    });
    expect(wordless.map(({ name }) => name)).toEqual([]);
    expect(document.components?.schemas?.['Hits']).toMatchObject({ required: ['hits', 'notices'] });
  });

  it('knows no route that does not say how it is decided', () => {
    const open = routes.filter((route) => !route['x-decided'] && !route['x-without-persons']);
    expect(open.map(({ name }) => name)).toEqual([]);
  });

  it('wants a purpose on every route with personal data', () => {
    const withPersons = routes.filter((route) => route['x-decided']);
    const purposeless = withPersons.filter(
      ({ parameters }) =>
        !parameters?.some(({ name, required }) => name === 'Continuum-Purpose' && required),
    );
    expect(purposeless.map(({ name }) => name)).toEqual([]);
  });

  it('lets these alone do without', () => {
    const without = routes.filter((route) => route['x-without-persons']);
    expect(without.map(({ name }) => name).sort()).toEqual([
      'GET /openapi.json',
      'GET /v1/decisions/{decisionId}/explanation',
      'GET /v1/services',
      'PUT /v1/services/{serviceId}/capacity',
    ]);
  });
});
