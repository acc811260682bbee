import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makeDocument } from '../src/inbound/document/committed.js';
import { aGateway } from './a-gateway.js';
import { aSilentDenial, ana } from './decision.builder.js';
import { routesOf } from './routes.js';

const routes = routesOf(await makeDocument()).map((route) => ({
  ...route,
  path: route.path.replace(/\{\w+\}/g, ana),
}));
const writes = routes
  .filter(({ requestBody }) => requestBody)
  .map(({ name, ...route }) => ({
    name,
    route,
  }));

/** Something each route accepts; a route with a body that is not here fails. */
const bodies: Record<string, object> = {
  'POST /v1/search': { name: { given: 'Ana', family: 'Reyes' }, birthDate: '1985-04-17' },
  'POST /v1/guides/search': { name: { given: 'Ana', family: 'Reyes' } },
  'POST /v1/cases': {
    commandId: ana,
    person: { personId: ana },
    programme: 'justice-lab',
    origin: 'clinician',
  },
  'POST /v1/cases/{caseId}/commands': { commandId: ana, type: 'offer' },
  'POST /v1/referrals': {
    commandId: ana,
    person: { personId: ana },
    serviceId: 'svc-1',
    needCategory: 'shelter',
    urgency: 'urgent',
    door: 'mdt',
    discloses: ['stay.name'],
  },
  'POST /v1/referrals/{referralId}/commands': { commandId: ana, type: 'accept' },
  'POST /v1/reviews/{reviewId}/decision': { verdict: 'same', reason: 'one person' },
  'POST /v1/reviews/{reviewId}/undo': { reason: 'a mistake' },
  'POST /v1/judgements': {
    verdict: 'same',
    left: ['police/jail/1'],
    right: ['health/ehr/1'],
    reason: 'one person',
  },
  'POST /v1/reproductions': { snapshotId: ana },
  'POST /v1/judgements/{judgementId}/revoke': { reason: 'a mistake' },
  'POST /v1/explanations/pair': { left: 'police/jail/1', right: 'health/ehr/1' },
  'POST /v1/models/train': { seed: 7 },
  'POST /v1/models/{modelId}/compare': { epochId: 'epoch-1' },
  'POST /v1/models/{modelId}/activate': { comparisonId: ana },
};
const decidedElsewhere = /^by (referral|consent)-service/;
const decidedHere = routes.filter((route) => {
  const how = route['x-decided'];
  return how && !decidedElsewhere.test(how);
});

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => void (gateway.city.calls.length = 0));

const asked = { 'continuum-purpose': 'FIRST_RESPONSE', 'continuum-incident': 'I-1' };
const QUERIES: Readonly<Record<string, string>> = {
  'GET /v1/reports/monthly': '?month=2026-02',
  'GET /v1/judgements': '?record=police/jail/1',
};
const query = (name: string) => QUERIES[name] ?? '';
const recordKeys = ['police/jail/1', 'health/ehr/1'];
const reviewSubject = { reviewId: ana, personIds: [ana], recordKeys };

describe('a door that consent-service keeps shut', () => {
  /** What may be asked before a decision: keys without content, the directory, candidates without values. */
  const harmless = [
    'POST /v1/decisions',
    'POST /v1/search-plans',
    'POST /v1/search',
    'GET /v1/services',
    'GET /internal/record-keys/mdt',
    'GET /internal/record-keys/rfrl',
    'GET /internal/review-subjects',
    `GET /internal/review-subjects/${ana}`,
    'GET /internal/pair-subjects',
    'GET /internal/judgement-subjects',
    `GET /internal/judgement-subjects/${ana}`,
  ];

  it.each(decidedHere.map((route) => [route.name, route] as const))(
    '%s lets nothing through',
    async (name, { method, path }) => {
      gateway.city.on = {
        'POST /v1/decisions': () => [200, aSilentDenial()],
        'POST /v1/search-plans': ({ body }) => [200, planFor(body)],
        'POST /v1/search': () => [200, { candidates: [] }],
        'GET /v1/services': () => [200, []],
        'GET /internal/record-keys/mdt': () => [200, { recordKeys: [`mdt/${ana}`] }],
        'GET /internal/record-keys/rfrl': () => [200, { recordKeys: [`rfrl/${ana}`] }],
        'GET /internal/review-subjects': () => [200, [reviewSubject]],
        [`GET /internal/review-subjects/${ana}`]: () => [200, reviewSubject],
        'GET /internal/pair-subjects': () => [200, { personIds: [ana] }],
        'GET /internal/judgement-subjects': () => [200, reviewSubject],
        [`GET /internal/judgement-subjects/${ana}`]: () => [200, reviewSubject],
        [`POST /v1/decisions/${aSilentDenial().decisionId}/release`]: () => [204],
      };
      const body = method === 'GET' ? undefined : bodies[name];
      const answer = await gateway.ask(path + query(name), { method, body, headers: asked });
      expect([200, 403, 404, 422]).toContain(answer.status);
      const calls = gateway.city.calls.map(({ route }) => route);
      expect(calls).toContain('POST /v1/decisions');
      expect(
        calls.filter((call) => !harmless.includes(call) && !call.endsWith('/release')),
      ).toEqual([]);
    },
  );
});

describe('rubbish', () => {
  const rubbish = [
    ['an unknown field', { person: 'Ana', rubbish: true }],
    ['a list', [1, 2]],
    ['nothing', {}],
  ] as const;

  it.each(writes.flatMap((write) => rubbish.map((each) => [write.name, ...each, write] as const)))(
    '%s refuses %s',
    async (_, __, body, { route: { method, path } }) => {
      const answer = await gateway.ask(path, { method, body, headers: asked });
      expect([400, 422]).toContain(answer.status);
      expect(gateway.city.calls).toEqual([]);
    },
  );

  it.each(writes.map((write) => [write.name, write] as const))(
    '%s refuses what is no JSON, and what pollutes',
    async (_, { route: { method, path } }) => {
      for (const body of [
        '{',
        '{"__proto__":{"isAdmin":true}}',
        '{"constructor":{"prototype":1}}',
      ]) {
        const answer = await gateway.raw(path, { method, body, headers: asked });
        expect(answer.status).toBe(400);
        expect(await answer.json()).toMatchObject({ code: 'BAD_REQUEST' });
      }
    },
  );

  it('over 256 KB is refused unread', async () => {
    const body = JSON.stringify({ rubbish: 'x'.repeat(257 * 1024) });
    const answer = await gateway.raw('/v1/search', { method: 'POST', body, headers: asked });
    expect(answer.status).toBe(413);
  });
});

function planFor(body: unknown) {
  const { elements } = body as { elements: string[] };
  return { decisionId: ana, searchable: elements, permit: 'permit-to-search' };
}
