import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGateway, care } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, aSource, ana, shows } from '../../../test/decision.builder.js';
import type { PersonView } from '@continuum/contracts';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.city.calls.length = 0;
  gateway.city.on = { ...decided(aDecision()), ...served() };
});

const path = `/v1/persons/${ana}`;
const decisionPath = `/v1/decisions/${aDecision().decisionId}`;
const released = { [`POST ${decisionPath}/release`]: () => [204] as const };
const decided = (decision = aDecision()) => ({
  'POST /v1/decisions': () => [200, decision] as const,
  ...released,
});
const enrolment = {
  recordKey: 'homeless-services/hmis/E-1',
  elements: {
    'stay.name': [
      { use: 'alias', given: 'Annie' },
      { use: 'official', given: 'Ana' },
    ],
    'stay.birthDate': ['1985-04-17'],
    'stay.startsOn': '2026-01-10',
    'stay.notes': 'not asked for',
  },
};
const served = (...records: object[]) => ({
  'POST /internal/records/read': () => [200, [enrolment, ...records]] as const,
});
const view = async (headers: Record<string, string> = care) =>
  (await (await gateway.ask(path, { headers })).json()) as PersonView;
const routes = () => gateway.city.calls.map(({ route }) => route);

describe('a person view', () => {
  it('decides, fetches under the permit, releases, answers', async () => {
    await view();
    expect(routes()).toEqual([
      'POST /v1/decisions',
      'POST /internal/records/read',
      `POST ${decisionPath}/release`,
    ]);
    const [decide, read] = gateway.city.calls;
    expect(decide?.body).toMatchObject({ purpose: 'CARE_COORD', action: 'read', persons: [ana] });
    expect(decide?.body).toMatchObject({ elements: expect.arrayContaining(['sud.progress']) });
    expect(read?.headers).toMatchObject({ 'continuum-permit': 'permit-of-homes' });
    expect(read?.headers['continuum-user-token']).toBeTruthy();
    expect(read?.headers.authorization).not.toContain(read?.headers['continuum-user-token']);
  });

  it('shows what the decision shows and nothing an owner sends beside it', async () => {
    const shown = await view();
    expect(shown.departments).toEqual([
      {
        department: 'homeless-services',
        records: [
          {
            recordKey: 'homeless-services/hmis/E-1',
            dataset: 'stay',
            elements: {
              'stay.name': enrolment.elements['stay.name'],
              'stay.birthDate': ['1985-04-17'],
              'stay.startsOn': '2026-01-10',
            },
          },
        ],
      },
    ]);
  });

  it('takes the official name, and its label from what is shown', async () => {
    expect(await view()).toMatchObject({
      name: { given: 'Ana' },
      birthDate: '1985-04-17',
      confidentiality: 'N',
    });
  });

  it('names what is withheld aloud, once for a department', async () => {
    const withheld = [{ element: 'enc.arrivedAt', reason: 'CONSENT_MISSING' }];
    const encounters = ['health/ehr/1', 'health/ehr/2'].map((recordKey) =>
      aSource({ recordKey, department: 'health', dataset: 'enc', shown: [], withheld }),
    );
    const reasons = [{ code: 'CONSENT_MISSING', text: 'The person has not agreed.' }];
    gateway.city.on = {
      ...decided(aDecision({ sources: [aSource(), ...encounters], reasons })),
      ...served(),
    };
    expect((await view()).withheld).toEqual([
      {
        department: 'health',
        dataset: 'enc',
        reason: 'CONSENT_MISSING',
        text: 'The person has not agreed.',
        elements: ['enc.arrivedAt'],
      },
    ]);
  });

  it('carries the notice beside what it governs', async () => {
    const sud = aSource({
      recordKey: 'sud-programme/ehr/S-1',
      department: 'sud-programme',
      dataset: 'sud',
      shown: [{ element: 'sud.progress', transform: 'SHOW', obligations: ['NOTICE_P2'] }],
    });
    const obligations = [
      { code: 'NOTICE_P2', elements: ['sud.progress'], text: 'Do not pass on.' },
    ];
    gateway.city.on = {
      ...decided(aDecision({ sources: [aSource(), sud], obligations })),
      ...served({ recordKey: sud.recordKey, elements: { 'sud.progress': 'stable' } }),
    };
    expect(await view()).toMatchObject({ notices: obligations, confidentiality: 'R' });
  });

  it('can carry out that a relevance is stated only where one is', async () => {
    await view();
    await view({ ...care, 'continuum-relevance': 'housing_plan' });
    const asked = gateway.city.calls.filter(({ route }) => route === 'POST /v1/decisions');
    expect(asked.map(({ body }) => body)).toMatchObject([
      { capabilities: expect.not.arrayContaining(['STATE_RELEVANCE']), context: {} },
      {
        capabilities: expect.arrayContaining(['STATE_RELEVANCE']),
        context: { relevance: 'housing_plan' },
      },
    ]);
  });

  it('says when the law behind it is a sample', async () => {
    gateway.city.on = { ...decided(aDecision({ legal: 'sample' })), ...served() };
    const answer = await gateway.ask(path, { headers: care });
    expect(answer.headers.get('continuum-legal')).toBe('sample');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('decides again when something changed before the release', async () => {
    let releases = 0;
    gateway.city.on[`POST ${decisionPath}/release`] = () =>
      (releases += 1) === 1 ? [409, { code: 'STALE_EPOCH', detail: 'Changed.' }] : [204];
    expect((await gateway.ask(path, { headers: care })).status).toBe(200);
    expect(routes().filter((route) => route === 'POST /v1/decisions')).toHaveLength(2);
  });

  it('gives up when it changes twice', async () => {
    gateway.city.on[`POST ${decisionPath}/release`] = () => [409, { code: 'STALE_EPOCH' }];
    const answer = await gateway.ask(path, { headers: care });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'STALE_EPOCH' });
  });
});

describe('a person view that may not be', () => {
  const problem = async (headers: Record<string, string>, elements = '') => {
    const answer = await gateway.ask(path + elements, { headers });
    const { traceId: _, ...body } = (await answer.json()) as Record<string, unknown>;
    return body;
  };

  it('asks nobody without a purpose', async () => {
    expect(await problem({})).toMatchObject({ status: 400, code: 'PURPOSE_MISSING' });
    expect(routes()).toEqual([]);
  });

  it('asks nobody without a token', async () => {
    const answer = await gateway.ask(path, { headers: { ...care, authorization: '' } });
    expect(answer.status).toBe(401);
    expect(routes()).toEqual([]);
  });

  it('is not found where everything is silent, and no owner is asked', async () => {
    gateway.city.on = decided(aSilentDenial());
    expect(await problem(care)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(routes()).toEqual(['POST /v1/decisions']);
  });

  it('says what is missing where that may be said', async () => {
    const reasons = [{ code: 'NO_RELATION', text: 'You have nothing to do with this person.' }];
    gateway.city.on = decided(aDecision({ outcome: 'DENY', sources: [], reasons }));
    expect(await problem(care)).toEqual({
      type: 'about:blank',
      title: 'DENIED',
      status: 403,
      code: 'DENIED',
      detail: 'This is not permitted for this purpose.',
      fields: [{ field: 'decision', ...reasons[0] }],
    });
  });

  it('refuses patterns', async () => {
    expect(await problem(care, '?elements=stay.*')).toMatchObject({
      status: 400,
      code: 'UNKNOWN_ELEMENT',
    });
  });

  it('says nothing about what went wrong behind it', async () => {
    gateway.city.on['POST /internal/records/read'] = () => [500, { detail: 'Ana, 1985-04-17' }];
    expect(await problem(care)).toEqual({
      type: 'about:blank',
      title: 'UNAVAILABLE',
      status: 503,
      code: 'UNAVAILABLE',
      detail: 'A part of the system does not answer.',
    });
  });
});

describe('a silent record', () => {
  it('changes neither the answer nor the calls behind it', async () => {
    const without = await view();
    const callsWithout = routes();
    gateway.city.calls.length = 0;
    const twin = aDecision({
      permits: [
        ...aDecision().permits,
        { owner: 'sud-programme', audience: 'ingest-service', permit: 'permit-of-sud' },
      ],
      sources: [
        aSource(),
        aSource({ recordKey: 'sud-programme/ehr/S-1', department: 'sud-programme', shown: [] }),
      ],
    });
    gateway.city.on = { ...decided(twin), ...served() };
    expect(JSON.stringify(await view())).toBe(JSON.stringify(without));
    expect(routes()).toEqual(callsWithout);
  });
});

describe('why these records are one person', () => {
  const permit = { owner: 'identity', audience: 'identity-service', permit: 'permit-of-identity' };

  it('is explained under a decision of its own', async () => {
    gateway.city.on = {
      ...decided(
        aDecision({ sources: [aSource({ shown: shows('stay.name') })], permits: [permit] }),
      ),
      [`GET ${path}/explanation`]: ({ headers }) => [200, { permit: headers['continuum-permit'] }],
    };
    const answer = await gateway.ask(`${path}/explanation`, { headers: care });
    expect(await answer.json()).toEqual({ permit: 'permit-of-identity' });
  });

  it('is not explained to whom it is silent', async () => {
    gateway.city.on = decided(aSilentDenial());
    const answer = await gateway.ask(`${path}/explanation`, { headers: care });
    expect(answer.status).toBe(404);
    expect(routes()).toEqual(['POST /v1/decisions']);
  });
});
