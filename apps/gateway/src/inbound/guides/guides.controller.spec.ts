import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGateway, care } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, aSource, ana, shows } from '../../../test/decision.builder.js';
import { CARD } from './field-card.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());

const field = { 'continuum-purpose': 'FIRST_RESPONSE', 'continuum-incident': 'I-1' };
const cardSource = aSource({
  recordKey: `card/${ana}`,
  dataset: 'card',
  shown: shows('card.callNow', 'card.isConnected'),
});
const shelter = {
  serviceId: 'svc-1',
  publicLabel: 'Shelter',
  answer: 'capacity',
  capacity: [],
  doors: ['officer'],
  organizationId: 'org-1',
};
const records = [
  {
    recordKey: aSource().recordKey,
    elements: { 'stay.name': [{ use: 'official', given: 'Ana' }] },
  },
  {
    recordKey: cardSource.recordKey,
    elements: { 'card.callNow': '+15625550100', 'card.isConnected': true, 'card.safety': [] },
  },
];

beforeEach(() => {
  gateway.city.calls.length = 0;
  gateway.city.on = {
    'GET /v1/services': () => [200, [shelter, { ...shelter, doors: ['mdt'] }]],
    'POST /v1/decisions': () => [200, aDecision({ sources: [aSource(), cardSource] })],
    'POST /internal/records/read': () => [200, records],
    [`POST /v1/decisions/${aDecision().decisionId}/release`]: () => [204],
  };
});

const card = (headers: Record<string, string> = field) =>
  gateway.ask(`/v1/guides/cards/${ana}`, { headers });

describe('a field card', () => {
  it('has the sections that the data and the decision allow, and no other', async () => {
    expect(await (await card()).json()).toEqual({
      personId: ana,
      who: { name: { use: 'official', given: 'Ana' }, birthDate: null },
      callNow: '+15625550100',
      isConnected: true,
      doNext: [{ serviceId: 'svc-1', publicLabel: 'Shelter', answer: 'capacity', capacity: [] }],
      isLimited: false,
      validUntil: aDecision().validUntil,
      decisionId: aDecision().decisionId,
      notices: [],
    });
  });

  it('asks for nothing that a responder must not know', () => {
    const never = /^(enc|mh|sud|mdt|asmt)\.(?!name|birthDate)|diagnos|note|count|medic/i;
    expect(CARD.filter((element) => never.test(element))).toEqual([]);
  });

  it('says that it is limited when a part of it may not be shown', async () => {
    const withheld = [{ element: 'card.safety', reason: 'NO_AGREEMENT' }];
    const sources = [aSource(), { ...cardSource, withheld }];
    gateway.city.on['POST /v1/decisions'] = () => [200, aDecision({ sources })];
    expect(await (await card()).json()).toMatchObject({ isLimited: true });
  });

  it('hides everything and says that it is limited when nobody decides', async () => {
    gateway.city.on['POST /v1/decisions'] = () => [503];
    expect(await (await card()).json()).toEqual({
      personId: ana,
      doNext: [{ serviceId: 'svc-1', publicLabel: 'Shelter', answer: 'capacity', capacity: [] }],
      isLimited: true,
      notices: [],
    });
  });

  it('is refused in the same words for somebody of another incident and for nobody', async () => {
    const reasons = [{ code: 'NO_RELATION', text: 'Nothing relates you to this person.' }];
    const problems = [];
    for (const denial of [aSilentDenial(), { ...aSilentDenial(), reasons }]) {
      gateway.city.on['POST /v1/decisions'] = () => [200, denial];
      const { traceId: _, ...problem } = Object(await (await card()).json());
      problems.push(problem);
    }
    expect(problems[0]).toEqual(problems[1]);
    expect(problems[0]).toMatchObject({ status: 403, fields: [{ code: 'NO_RELATION' }] });
  });

  it.each([
    ['another purpose', { ...field, ...care }],
    ['no incident', { 'continuum-purpose': 'FIRST_RESPONSE' }],
  ])('is refused with %s, and nobody is asked', async (_, headers) => {
    expect((await card(headers)).status).toBe(400);
    expect(gateway.city.calls).toEqual([]);
  });
});

describe('the look-up in the field', () => {
  const look = (body: object) => gateway.ask('/v1/guides/search', { body, headers: field });

  it.each([
    ['one name', { name: { family: 'Reyes' } }],
    ['a sex', { sex: 'female' }],
    ['nothing', {}],
  ])('refuses %s: nobody leafs through people', async (_, body) => {
    expect((await look(body)).status).toBe(422);
    expect(gateway.city.calls).toEqual([]);
  });

  it.each([
    ['two names', { name: { given: 'Ana', family: 'Reyes' } }],
    ['a name and a band of ages', { name: { family: 'Reyes' }, ageFrom: 35, ageTo: 45 }],
    ['one exact number', { identifier: { kind: 'booking-no', value: 'B-1' } }],
  ])('takes %s', async (_, body) => {
    gateway.city.on['POST /v1/search-plans'] = ({ body }) => [
      200,
      {
        decisionId: ana,
        searchable: (body as { elements: string[] }).elements,
        permit: 'permit-to-search',
      },
    ];
    gateway.city.on['POST /v1/search'] = () => [200, { candidates: [] }];
    expect((await look(body)).status).toBe(200);
  });
});
