import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGateway, care } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, aSource, ana, shows } from '../../../test/decision.builder.js';

const [LEFT, RIGHT] = ['homeless-services/hmis/E-1', 'health/ehr/1'];
const source = (recordKey: string) => aSource({ recordKey, shown: shows('stay.name') });
const permits = [{ owner: '', audience: 'identity-service', permit: 'permit-to-tell' }];
const both = aDecision({ sources: [source(LEFT), source(RIGHT)], permits });
const told = { weight: 9_200, whyNot: 'linked' };

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => void (gateway.city.calls.length = 0));

function decided(decision = both, personIds: readonly string[] = [ana]) {
  gateway.city.on = {
    'POST /v1/decisions': () => [200, decision],
    [`POST /v1/decisions/${both.decisionId}/release`]: () => [204],
    'GET /internal/pair-subjects': () => [200, { personIds }],
    'POST /v1/explanations/pair': () => [200, told],
    [`GET /v1/persons/${ana}`]: () => [200, told],
    [`GET /v1/persons/${ana}/history`]: () => [200, told],
    [`GET /v1/persons/${ana}/explanation`]: () => [200, told],
  };
}
const called = (route: string) => gateway.city.calls.find((call) => call.route === route);
const ask = (path: string, asking = {}) => gateway.ask(path, { headers: care, ...asking });

describe('the links of a person', () => {
  it.each([
    ['links', `GET /v1/persons/${ana}`],
    ['links?asOf=2026-01-31', `GET /v1/persons/${ana}`],
    ['history', `GET /v1/persons/${ana}/history`],
    ['explanation?asOf=2026-01-31T10:00:00Z', `GET /v1/persons/${ana}/explanation`],
  ])('are told as %s under a decision by name', async (what, route) => {
    decided();
    const answer = await ask(`/v1/persons/${ana}/${what}`);

    expect(await answer.json()).toEqual(told);
    expect(called('POST /v1/decisions')?.body).toMatchObject({
      action: 'read',
      persons: [ana],
      answeredBy: 'identity-service',
    });
    expect(called(route)?.headers['continuum-permit']).toBe('permit-to-tell');
  });

  it.each(['yesterday', '2026-02-30', '2026-13-01T00:00:00Z', '2026-W01'])(
    'are of no such time as %s',
    async (asOf) => {
      decided();
      for (const what of ['links', 'explanation']) {
        const answer = await ask(`/v1/persons/${ana}/${what}?asOf=${asOf}`);
        expect(answer.status).toBe(422);
        expect(await answer.text()).toContain('"field":"asOf"');
      }
      expect(gateway.city.calls).toEqual([]);
    },
  );
});

describe('why two records are one person', () => {
  const pair = { body: { left: LEFT, right: RIGHT } };

  it('is told under a decision about all records of their persons', async () => {
    decided();
    const answer = await ask('/v1/explanations/pair', pair);

    expect(await answer.json()).toEqual(told);
    expect(called('POST /v1/decisions')?.body).toMatchObject({ action: 'read', persons: [ana] });
    expect(called('POST /v1/explanations/pair')?.body).toEqual(pair.body);
  });

  it.each([
    ['one of them may not be seen', aDecision({ sources: [source(LEFT)], permits }), [ana]],
    ['neither may', aSilentDenial(), [ana]],
    ['neither is there', aSilentDenial(), []],
  ])('is the same 404 where %s', async (_, decision, personIds) => {
    decided(decision, personIds);
    const answer = await ask('/v1/explanations/pair', pair);

    expect(await answer.json()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(called('POST /v1/decisions')).toBeDefined();
    expect(called('POST /v1/explanations/pair')).toBeUndefined();
  });
});
