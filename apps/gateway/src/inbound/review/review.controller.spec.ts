import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JudgementView, ReviewDetail, ReviewItem, SourceDecision } from '@continuum/contracts';
import { aGateway, care } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, aSource, ana, shows } from '../../../test/decision.builder.js';

const bob = '0190a5b0-0000-7000-8000-00000000000b';
const review = '0190a5b0-0000-7000-8000-0000000000f1';
const [LEFT, RIGHT] = ['homeless-services/hmis/E-1', 'health/ehr/1'];

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => void (gateway.city.calls.length = 0));

const source = (recordKey: string): SourceDecision =>
  aSource({ recordKey, shown: shows('stay.name') });
const permits = [{ owner: '', audience: 'identity-service', permit: 'permit-to-link' }];
const both = aDecision({ sources: [source(LEFT), source(RIGHT)], permits });
const subject = { reviewId: review, personIds: [ana, bob], recordKeys: [LEFT, RIGHT] };
const item: ReviewItem = {
  reviewId: review,
  reviewVersion: 1,
  kind: 'twins',
  state: 'open',
  personIds: [ana, bob],
  left: LEFT,
  right: RIGHT,
  raisedAt: '2026-03-02T18:00:00.000Z',
  claim: null,
  judgementId: null,
};
const detail: ReviewDetail = {
  ...item,
  pair: { whyNot: 'namesake', parts: [{ element: 'birthDate', agreement: 'same' }] },
  persons: [],
  judgements: [],
};
const release = `POST /v1/decisions/${both.decisionId}/release`;

function decided(decision = both, more = {}) {
  gateway.city.on = {
    'GET /internal/review-subjects': () => [200, [subject]],
    [`GET /internal/review-subjects/${review}`]: () => [200, subject],
    'POST /v1/decisions': () => [200, decision],
    [release]: () => [204],
    'GET /v1/reviews': () => [200, { items: [item] }],
    [`GET /v1/reviews/${review}`]: () => [200, detail],
    ...more,
  };
}

const routes = () => gateway.city.calls.map(({ route }) => route);
const called = (route: string) => gateway.city.calls.find((call) => call.route === route);
const ask = (path: string, asking = {}) => gateway.ask(path, { headers: care, ...asking });

describe('the list of reviews', () => {
  it('asks for a decision about the records, then for what it permits', async () => {
    decided();
    const answer = await ask('/v1/reviews?kind=twins');

    expect(await answer.json()).toEqual({ items: [item] });
    expect(routes()).toEqual([
      'GET /internal/review-subjects',
      'POST /v1/decisions',
      'GET /v1/reviews',
      release,
    ]);
    expect(called('POST /v1/decisions')?.body).toMatchObject({
      action: 'link',
      recordKeys: [LEFT, RIGHT],
      answeredBy: 'identity-service',
    });
    expect(called('GET /v1/reviews')?.headers['continuum-permit']).toBe('permit-to-link');
  });

  it('is empty where nothing may be linked, and asks nobody else', async () => {
    decided(aSilentDenial());

    expect(await (await ask('/v1/reviews')).json()).toEqual({ items: [] });
    expect(routes()).not.toContain('GET /v1/reviews');
  });

  it('is no empty list where the question itself is wrong', async () => {
    decided({ ...aSilentDenial(), reasons: [{ code: 'BAD_REQUEST', text: 'No such purpose.' }] });

    expect((await ask('/v1/reviews')).status).toBe(400);
  });
});

describe('one review', () => {
  it('is decided by both persons', async () => {
    decided();

    const answer = await ask(`/v1/reviews/${review}?weights=true`);
    expect(await answer.json()).toEqual(detail);
    expect(called('POST /v1/decisions')?.body).toMatchObject({ persons: [ana, bob] });
  });

  it('is the same 404 with one side visible, with none, and where there is no review', async () => {
    const answers: unknown[] = [];
    const denial = aSilentDenial();
    const denied = {
      ...denial,
      reasons: [{ code: 'NO_RELATION', text: 'There is no relation.' }],
    };
    for (const [decision, more] of [
      [aDecision({ sources: [source(LEFT)], permits }), {}],
      [denied, {}],
      [denied, { [`GET /internal/review-subjects/${review}`]: () => [404, { code: 'NOT_FOUND' }] }],
    ] as const) {
      decided(decision, more);
      const answer = await ask(`/v1/reviews/${review}`);
      expect(answer.status).toBe(404);
      answers.push({ ...((await answer.json()) as object), traceId: '' });
      expect(routes()).not.toContain(`GET /v1/reviews/${review}`);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('passes a claim on once the decision is released, and a refusal back', async () => {
    const claim = `POST /v1/reviews/${review}/claim`;
    decided(both, { [claim]: () => [409, { code: 'REVIEW_CLAIMED', detail: 'Taken.' }] });
    const answer = await ask(`/v1/reviews/${review}/claim`, { method: 'POST' });

    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'REVIEW_CLAIMED' });
    expect(routes().slice(-2)).toEqual([release, claim]);
  });

  it.each([
    ['with the persons once they are known', { judgementId: bob, persons: [] }, 200],
    ['with the id before', { judgementId: bob }, 202],
  ])('answers a decision %s', async (_, judged, status) => {
    const decision = `POST /v1/reviews/${review}/decision`;
    decided(both, { [decision]: () => [200, judged] });
    const answer = await ask(`/v1/reviews/${review}/decision`, {
      body: { verdict: 'same', reason: 'one person' },
      headers: { ...care, prefer: 'wait=2' },
    });

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual(judged);
    expect(called(decision)?.headers['prefer']).toBe('wait=2');
  });
});

describe('a judgement', () => {
  it('is listed for the record that it names', async () => {
    const judgement: JudgementView = {
      judgementId: bob,
      verdict: 'different',
      left: [LEFT],
      right: [RIGHT],
      actor: 'nora',
      actorKind: 'user',
      reason: 'they were both here',
      at: '2026-03-02T18:00:00.000Z',
      revokedAt: null,
    };
    decided(both, {
      'GET /internal/judgement-subjects': () => [200, { recordKeys: [LEFT, RIGHT] }],
      'GET /v1/judgements': () => [200, { items: [judgement] }],
    });
    const answer = await ask(`/v1/judgements?record=${encodeURIComponent(LEFT)}`);

    expect(await answer.json()).toEqual({ items: [judgement] });
  });

  it('is decided by the records it names', async () => {
    decided(both, { 'POST /v1/judgements': () => [202, { judgementId: bob }] });
    const body = { verdict: 'same', left: [LEFT], right: [RIGHT], reason: 'one person' };
    const answer = await ask('/v1/judgements', { body });

    expect(answer.status).toBe(202);
    expect(called('POST /v1/decisions')?.body).toMatchObject({
      action: 'link',
      recordKeys: [LEFT, RIGHT],
    });
    expect(called('POST /v1/judgements')?.body).toEqual(body);
  });

  it.each([
    ['nobody may know of', [], 404, { code: 'NOT_FOUND' }],
    [
      'who asks has no business with',
      [{ code: 'NO_AGREEMENT', text: 'No agreement covers this.' }],
      404,
      { code: 'NOT_FOUND' },
    ],
    [
      'who asks may not ask about at all',
      [{ code: 'TRAINING_LAPSED', text: 'Your training has lapsed.' }],
      403,
      { code: 'DENIED', fields: [{ code: 'TRAINING_LAPSED' }] },
    ],
  ])('is refused about records that %s', async (_, reasons, status, problem) => {
    decided({ ...aSilentDenial(), reasons });
    const body = { verdict: 'same', left: [LEFT], right: [RIGHT], reason: 'one person' };
    const answer = await ask('/v1/judgements', { body });

    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(problem);
    expect(routes()).not.toContain('POST /v1/judgements');
  });

  it('is revoked only by who may link every record it names', async () => {
    const path = `/v1/judgements/${bob}/revoke`;
    const named = { recordKeys: [LEFT, RIGHT] };
    decided(aDecision({ sources: [source(LEFT)], permits }), {
      [`GET /internal/judgement-subjects/${bob}`]: () => [200, named],
    });

    expect((await ask(path, { body: { reason: 'a mistake' } })).status).toBe(404);
    expect(routes()).not.toContain(`POST ${path}`);
  });
});
