import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Candidate } from '@continuum/contracts';
import { aGateway, care } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, ana } from '../../../test/decision.builder.js';
import type { Hits } from '@continuum/contracts';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());

const ben = '0190a5b0-0000-7000-8000-00000000000b';
const sought = { name: { given: 'Ana', family: 'Reyes' }, birthDate: '1985-04-17', limit: 5 };
const candidate = (personId: string): Candidate => ({
  personId,
  weight: 7000,
  probability: 0.99,
  band: 'strong',
  reasons: [{ element: 'birthDate', agreement: 'equal', weight: 3000 }],
  recordKeys: ['homeless-services/hmis/E-1', 'sud-programme/ehr/S-1'],
});
const enrolment = {
  recordKey: 'homeless-services/hmis/E-1',
  elements: { 'stay.name': [{ use: 'official', given: 'Ana' }], 'stay.birthDate': ['1985-04-17'] },
};

beforeEach(() => {
  gateway.city.calls.length = 0;
  gateway.city.on = {
    'POST /v1/search-plans': ({ body }) => [200, plan(body)],
    'POST /v1/search': () => [200, { candidates: [candidate(ben), candidate(ana)] }],
    'POST /v1/decisions': () => [200, aDecision()],
    'POST /internal/records/read': () => [200, [enrolment]],
    [`POST /v1/decisions/${aDecision().decisionId}/release`]: () => [204],
  };
});

const plan = (body: unknown, searchable = (body as { elements: string[] }).elements) => ({
  decisionId: ana,
  searchable,
  permit: 'permit-to-search',
});
const search = (body: object = sought) => gateway.ask('/v1/search', { body, headers: care });
const callOf = (route: string) => gateway.city.calls.find((call) => call.route === route)?.body;
const routes = () => gateway.city.calls.map(({ route }) => route);

describe('a search', () => {
  it('plans, looks within the plan, decides on each person found, names whom it may', async () => {
    expect(await (await search()).json()).toEqual({
      hits: [
        {
          personId: ana,
          name: { use: 'official', given: 'Ana' },
          birthDate: '1985-04-17',
          band: 'strong',
          probability: 0.99,
          reasons: ['birth date: equal'],
        },
      ],
      notices: [],
    });
    const [, looked, decided] = gateway.city.calls;
    const planned = (callOf('POST /v1/search-plans') as { elements: string[] }).elements;
    expect(planned).toContain('book.birthDate');
    expect(planned).not.toContain('book.phone');
    expect(looked?.headers['continuum-permit']).toBe('permit-to-search');
    expect(decided?.body).toMatchObject({ action: 'look-up', persons: [ben, ana] });
  });

  it('answers in the same bytes, after the same calls, for nobody and for nobody you may see', async () => {
    gateway.city.on['POST /v1/decisions'] = () => [200, aSilentDenial()];
    const hidden = await (await search()).text();
    const callsForHidden = routes();
    gateway.city.calls.length = 0;
    gateway.city.on['POST /v1/search'] = () => [200, { candidates: [] }];
    expect(await (await search()).text()).toBe(hidden);
    expect(routes()).toEqual(callsForHidden);
    expect(JSON.parse(hidden)).toEqual({ hits: [], notices: [] });
  });

  it('never asks more of the page than was asked of it', async () => {
    const { hits } = (await (await search({ ...sought, limit: 1 })).json()) as Hits;
    expect(hits).toHaveLength(1);
    expect(callOf('POST /v1/search')).toMatchObject({ limit: 20 });
  });

  it.each([
    ['a field that nobody lets be searched', ['book.name']],
    ['no field at all', []],
  ])('refuses %s', async (_, searchable) => {
    gateway.city.on['POST /v1/search-plans'] = ({ body }) => [200, plan(body, searchable)];
    const answer = await search();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'FIELD_NOT_SEARCHABLE' });
    expect(routes()).toEqual(['POST /v1/search-plans']);
  });

  it('says what would narrow it, and never how many there were', async () => {
    gateway.city.on['POST /v1/search'] = () => [200, { candidates: [], narrow: ['birthDate'] }];
    expect(await (await search()).json()).toEqual({
      hits: [],
      notices: [],
      narrow: ['birthDate'],
    });
  });

  it.each([{}, { sex: 'female' }, { limit: 5 }])(
    'of nobody, %j, names what is missing',
    async (body) => {
      const answer = await search(body);
      expect(answer.status).toBe(422);
      expect(await answer.json()).toMatchObject({ code: 'INVALID', fields: [{ field: 'name' }] });
      expect(routes()).toEqual([]);
    },
  );
});
