import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Decision } from '@continuum/contracts';
import { aGateway } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, aSource, ana, shows } from '../../../test/decision.builder.js';
import { everywhere } from '../person/person-elements.js';

const oversight = { 'continuum-purpose': 'OVERSIGHT' };
const names = everywhere('name');
const agreed = (elements: readonly string[]) =>
  aDecision({
    sources: elements.map((element) =>
      aSource({ recordKey: element, dataset: element, shown: shows(element) }),
    ),
    permits: [],
  });
const release = `POST /v1/decisions/${agreed(names).decisionId}/release`;
const pair = { modelId: 'model-1', epochId: 'epoch-1' };
const figures = {
  ...{ records: 9, personsBefore: 4, personsAfter: 5, personsUnchanged: 3, personsMerged: 0 },
  ...{ personsSplit: 1, recordsMoved: 2, nowConfirmed: 0, nowProbable: 1 },
  judgementsContradicted: 0,
};

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => void (gateway.city.calls.length = 0));

function decided(decision: Decision = agreed(names)) {
  gateway.city.on = {
    'POST /v1/decisions': () => [200, decision],
    [release]: () => [204],
    'GET /v1/models/active': () => [200, { ...pair, isSettled: true }],
    'POST /v1/models/train': () => [202, { trainingId: ana }],
    [`GET /v1/models/trainings/${ana}`]: () => [
      200,
      { trainingId: ana, state: 'done', seed: 7, records: 9, ...pair },
    ],
    'POST /v1/models/model-1/compare': () => [202, { comparisonId: ana }],
    [`GET /v1/models/comparisons/${ana}`]: () => [
      200,
      { comparisonId: ana, state: 'done', from: pair, to: pair, figures },
    ],
    'POST /v1/models/model-1/activate': () => [202, pair],
    'DELETE /v1/models/activation': () => [202, pair],
  };
}
const routes = () => gateway.city.calls.map(({ route }) => route);
const ask = (path: string, asking: object = {}) =>
  gateway.ask(`/v1/models/${path}`, { user: 'gus', headers: oversight, ...asking });

describe('a model', () => {
  it.each([
    ['active', {}, 200, { ...pair, isSettled: true }],
    ['train', { body: { seed: 3 } }, 202, { trainingId: ana }],
    [`trainings/${ana}`, {}, 200, { state: 'done' }],
    ['model-1/compare', { body: { epochId: 'epoch-1' } }, 202, { comparisonId: ana }],
    [`comparisons/${ana}`, {}, 200, { figures }],
    ['model-1/activate', { body: { comparisonId: ana } }, 202, pair],
    ['activation', { method: 'DELETE' }, 202, pair],
  ])(
    '%s is asked of identity-service once every owner agrees',
    async (path, asking, status, said) => {
      decided();
      const answer = await ask(path, asking);

      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject(said);
      const [decide, released, asked] = gateway.city.calls;
      expect(decide?.body).toMatchObject({
        action: 'aggregate',
        purpose: 'OVERSIGHT',
        elements: names,
      });
      expect(released?.route).toBe(release);
      expect(asked?.headers['continuum-user-token']).toBeTruthy();
      expect(asked?.body).toEqual((asking as { body?: object }).body);
    },
  );

  it.each([
    ['one owner does not agree', agreed(names.slice(1))],
    ['nobody does', aSilentDenial()],
    [
      'the role is wrong',
      aDecision({ sources: [], reasons: [{ code: 'NOT_NECESSARY', text: 'Not for this role.' }] }),
    ],
  ])('is 403 where %s, and identity-service is not asked', async (_, decision) => {
    decided(decision);

    expect((await ask('train', { body: { seed: 3 } })).status).toBe(403);
    expect(routes().filter((route) => route.includes('/models/'))).toEqual([]);
  });

  it('cannot be reached past its own path', async () => {
    decided();
    const path = `${encodeURIComponent('../judgements')}/compare`;

    expect((await ask(path, { body: { epochId: 'e' } })).status).toBe(404);
    expect(routes()).toContain('POST /v1/models/..%2Fjudgements/compare');
  });
});
