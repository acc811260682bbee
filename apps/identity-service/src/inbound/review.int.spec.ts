import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Judged, PermitClaims, ReviewItem, ReviewPage } from '@continuum/contracts';
import { anIdentityService, showing } from '../../test/an-identity-service.js';
import { aSubject } from '../../test/subject.builder.js';

const KIM = 'health/ehr/1';
const ROBERT = 'health/ehr/2';
const ANA = 'police/jail/1';
const ANA_TOO = 'fire/epcr/1';
const all = showing(KIM, ROBERT, ANA, ANA_TOO);
const twinHome = { home: '12 Elm Avenue', unit: '4', family: 'Nguyen', phone: '562-437-9999' };

let identity: Awaited<ReturnType<typeof anIdentityService>>;
async function open() {
  identity = await anIdentityService();
  await identity.report(
    aSubject(KIM, { ...twinHome, given: 'Kim' }),
    aSubject(ROBERT, { ...twinHome, given: 'Robert' }),
    aSubject(ANA, { born: '', home: '1 Pine St' }),
    aSubject(ANA_TOO, { born: '', home: '900 Ocean Blvd' }),
  );
}
const close = () => identity.close();

interface Asking {
  readonly claims?: Partial<PermitClaims>;
  readonly user?: string;
  readonly prefer?: string;
  readonly body?: unknown;
}

async function ask<T = Record<string, unknown>>(
  route: string,
  { claims = all, user = 'nora', prefer, body }: Asking = {},
) {
  const [method = '', path = ''] = route.split(' ');
  const permit = await identity.permit({ ...claims, sub: user });
  const answer = await identity.send(method, path, permit, body, { user, prefer });
  return { ...answer, body: answer.body as T };
}

const list = async (query = '', asking: Asking = {}) =>
  (await ask<ReviewPage>(`GET /v1/reviews${query}`, asking)).body.items;
const twins = async () => (await list('?kind=twins'))[0]!;
const settled = { prefer: 'wait=5' };
const said = { verdict: 'different', reason: 'they were both here' };

/** Person id of everybody, and how often each record was linked. */
async function links() {
  const rows: { record_key: string; person_id: string; times: string }[] =
    await identity.dataSource.query(
      `SELECT record_key, max(person_id::text) FILTER (WHERE to_step IS NULL) AS person_id, count(*) AS times
         FROM membership JOIN subject USING (record_no) GROUP BY record_key ORDER BY record_key`,
    );
  return new Map(
    rows.map(({ record_key, person_id, times }) => [record_key, { person_id, times }]),
  );
}

describe('the list of reviews', () => {
  beforeAll(open);
  afterAll(close);

  it('has the dearest error first, and no number', async () => {
    const items = await list();

    expect(items.map(({ kind }) => kind)).toEqual(['close-call', 'twins']);
    expect(JSON.stringify(items)).not.toMatch(/priority|weight/);
  });

  it.each([
    ['?kind=twins', ['twins']],
    ['?state=overtaken', []],
  ])('can be narrowed by %s', async (query, kinds) => {
    expect((await list(query)).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('comes in pages', async () => {
    const first = await ask<ReviewPage>('GET /v1/reviews?limit=1');
    expect(first.body.items).toHaveLength(1);
    const second = await ask<ReviewPage>(`GET /v1/reviews?limit=1&after=${first.body.next}`);

    expect(second.body.items).toMatchObject([{ kind: 'twins' }]);
    expect(second.body).not.toHaveProperty('next');
  });

  it.each([
    ['one side is not in the permit', showing(KIM, ANA, ANA_TOO)],
    [
      'the labels of one side go beyond those considered',
      { ...all, labels: { ...all.labels, [ROBERT]: [] } },
    ],
  ])('leaves out a task where %s', async (_, claims) => {
    expect((await list('', { claims })).map(({ kind }) => kind)).toEqual(['close-call']);
  });

  it.each([
    ['?kind=cousins', 'kind'],
    ['?state=shut', 'state'],
    ['?limit=1000', 'limit'],
    ['?after=yesterday', 'after'],
  ])('refuses %s, naming the field', async (query, field) => {
    const { status, body } = await ask(`GET /v1/reviews${query}`);

    expect(status).toBe(422);
    expect(body).toMatchObject({ fields: [{ field }] });
  });

  it('needs a permit', async () => {
    const { status } = await identity.send('GET', '/v1/reviews');

    expect(status).toBe(403);
  });
});

describe('one review', () => {
  beforeAll(open);
  afterAll(close);

  it('says what agrees, what keeps the two apart and how each came about, but no weight', async () => {
    const { reviewId } = await twins();
    const { body } = await ask(`GET /v1/reviews/${reviewId}`);

    expect(body).toMatchObject({
      kind: 'twins',
      pair: { whyNot: 'namesake' },
      persons: [{ unions: [] }, { unions: [] }],
    });
    expect(JSON.stringify(body)).not.toMatch(/weight|priority|prior|rarity|mean/);
    expect(await identity.dataSource.query('SELECT FROM review_look')).toEqual([]);
  });

  it('shows a waterfall that adds up to what was asked about, and keeps who looked', async () => {
    const [{ reviewId }] = (await list('?kind=close-call')) as [ReviewItem];
    const { body } = await ask<{
      pair: { prior: number; weight: number; parts: { weight: number; rarity: number }[] };
    }>(`GET /v1/reviews/${reviewId}?weights=true`);
    const { prior, parts, weight } = body.pair;
    const [task]: { weight: number }[] = await identity.dataSource.query(
      'SELECT weight FROM review_task WHERE id = $1',
      [reviewId],
    );

    expect(parts.reduce((sum, part) => sum + part.weight + part.rarity, prior)).toBe(weight);
    expect(task).toEqual({ weight });
    expect(
      await identity.dataSource.query('SELECT review_id, user_id, decision_id FROM review_look'),
    ).toEqual([{ review_id: reviewId, user_id: 'nora', decision_id: 'd1' }]);
  });

  it('answers alike for one that is not visible and one that is not there', async () => {
    const { reviewId } = await twins();
    const routes = [
      'GET /v1/reviews/ID',
      'POST /v1/reviews/ID/claim',
      'DELETE /v1/reviews/ID/claim',
    ];
    for (const route of routes) {
      const hidden = await ask(route.replace('ID', reviewId), { claims: showing(KIM) });
      const absent = await ask(route.replace('ID', '8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11'));
      expect(hidden.status).toBe(404);
      expect({ ...hidden.body, traceId: '' }).toEqual({ ...absent.body, traceId: '' });
    }
  });
});

describe('claiming', () => {
  beforeEach(open);
  afterEach(close);

  it('is for one user at a time, and for half an hour', async () => {
    const { reviewId } = await twins();
    const claimed = await ask(`POST /v1/reviews/${reviewId}/claim`);
    expect(claimed).toMatchObject({
      status: 200,
      body: { claim: { by: 'nora', until: '2026-03-02T09:30:00.000Z' } },
    });
    expect(await ask(`POST /v1/reviews/${reviewId}/claim`, { user: 'gus' })).toMatchObject({
      status: 409,
      body: { code: 'REVIEW_CLAIMED' },
    });
    expect((await ask(`POST /v1/reviews/${reviewId}/claim`)).status).toBe(200);

    identity.clock.advance(30 * 60_000);
    expect((await ask(`POST /v1/reviews/${reviewId}/claim`, { user: 'gus' })).status).toBe(200);
  });

  it('ends when it is given back, by who has it', async () => {
    const path = `/v1/reviews/${(await twins()).reviewId}/claim`;
    await ask(`POST ${path}`);
    expect((await ask(`DELETE ${path}`, { user: 'gus' })).status).toBe(204);
    expect((await ask(`POST ${path}`, { user: 'gus' })).status).toBe(409);
    expect((await ask(`DELETE ${path}`)).status).toBe(204);
    expect((await ask(`POST ${path}`, { user: 'gus' })).status).toBe(200);
  });
});

describe('deciding', () => {
  beforeEach(open);
  afterEach(close);

  const claimed = async () => {
    const { reviewId } = await twins();
    await ask(`POST /v1/reviews/${reviewId}/claim`);
    return `/v1/reviews/${reviewId}`;
  };

  it('same links, and undo leaves persons as before and the history complete', async () => {
    const [path, before] = [await claimed(), await links()];
    const body = { verdict: 'same', reason: 'one person, two names' };
    const decided = await ask<Judged>(`POST ${path}/decision`, { ...settled, body });
    const { judgementId, persons = [] } = decided.body;
    expect(decided.status).toBe(200);
    expect(new Set(persons.map(({ personId }) => personId)).size).toBe(1);
    expect((await ask(`GET ${path}`)).body).toMatchObject({
      state: 'same',
      claim: null,
    });

    const undone = await ask<Judged>(`POST ${path}/undo`, {
      ...settled,
      body: { reason: 'wrong' },
    });

    expect(undone.status).toBe(200);
    const after = await links();
    for (const key of [KIM, ROBERT]) {
      expect(after.get(key)?.person_id).toBe(before.get(key)?.person_id);
    }
    expect([...after.values()].map(({ times }) => Number(times)).sort()).toEqual([1, 1, 1, 3]);
    expect((await ask(`GET ${path}`)).body).toMatchObject({ state: 'open', reviewVersion: 3 });
    const told = await ask<{ items: object[] }>(`GET /v1/judgements?record=${KIM}`);
    expect(told.body.items).toMatchObject([
      { judgementId, verdict: 'same', actor: 'nora', revokedAt: expect.any(String) },
    ]);
  });

  it('different keeps the two apart and closes the review', async () => {
    const [path, before] = [await claimed(), await links()];
    await ask(`POST ${path}/decision`, { ...settled, body: said });

    expect(await links()).toEqual(before);
    expect((await ask(`GET ${path}`)).body).toMatchObject({ state: 'different' });
    expect((await list()).map(({ kind }) => kind)).toEqual(['close-call']);
  });

  it('unsure lays the review aside', async () => {
    const path = await claimed();
    await ask(`POST ${path}/decision`, {
      ...settled,
      body: { verdict: 'unsure', reason: 'not enough to go by' },
    });

    expect((await list('?state=unsure')).map(({ kind }) => kind)).toEqual(['twins']);
  });

  it('needs a claim of one’s own', async () => {
    const { reviewId } = await twins();
    const path = `POST /v1/reviews/${reviewId}/decision`;
    expect(await ask(path, { body: said })).toMatchObject({
      status: 409,
      body: { code: 'CLAIM_NEEDED' },
    });
    await ask(`POST /v1/reviews/${reviewId}/claim`, { user: 'gus' });
    expect((await ask(path, { body: said })).status).toBe(409);
    expect(await identity.dataSource.query('SELECT FROM judgement')).toEqual([]);
  });

  it.each([
    ['too short a reason', { ...said, reason: 'x' }, 'reason'],
    ['an unknown verdict', { ...said, verdict: 'perhaps' }, 'verdict'],
  ])('refuses %s, naming the field', async (_, body, field) => {
    const answer = await ask(`POST ${await claimed()}/decision`, { body });

    expect(answer).toMatchObject({ status: 422, body: { fields: [{ field }] } });
  });

  it('refuses what was read of another version, and a second decision', async () => {
    const path = await claimed();
    expect(
      await ask(`POST ${path}/decision`, { body: { ...said, reviewVersion: 7 } }),
    ).toMatchObject({ status: 409, body: { code: 'REVIEW_CHANGED' } });
    await ask(`POST ${path}/decision`, { ...settled, body: { ...said, reviewVersion: 1 } });
    expect(await ask(`POST ${path}/decision`, { body: said })).toMatchObject({
      status: 409,
      body: { code: 'REVIEW_CLOSED' },
    });
  });

  it('can be undone once it is decided; twice is no error and no second revocation', async () => {
    const path = await claimed();
    const undo = () => ask(`POST ${path}/undo`, { ...settled, body: { reason: 'wrong' } });
    expect(await undo()).toMatchObject({ status: 409, body: { code: 'REVIEW_NOT_DECIDED' } });
    await ask(`POST ${path}/decision`, { ...settled, body: said });

    expect((await undo()).status).toBe(200);
    const steps: unknown[] = await identity.dataSource.query('SELECT FROM step');
    expect((await undo()).status).toBe(200);
    await identity.settled();
    expect(await identity.dataSource.query('SELECT FROM step')).toHaveLength(steps.length);
  });

  it('is no way out of a contradiction: one of the statements has to be revoked', async () => {
    const sides = { left: [ANA], right: [KIM], reason: 'they say so' };
    const judge = (verdict: string) =>
      ask<Judged>('POST /v1/judgements', { ...settled, body: { verdict, ...sides } });
    const { body: same } = await judge('same');
    await judge('different');
    const [{ reviewId }] = (await list('?kind=judgement-conflict')) as [ReviewItem];
    await ask(`POST /v1/reviews/${reviewId}/claim`);
    expect(await ask(`POST /v1/reviews/${reviewId}/decision`, { body: said })).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT_STANDS' },
    });

    const path = `POST /v1/judgements/${same.judgementId}/revoke`;
    await ask(path, { ...settled, body: { reason: 'I was wrong' } });
    expect(await list('?kind=judgement-conflict')).toEqual([]);
  });
});

describe('judging without a review', () => {
  beforeEach(open);
  afterEach(close);

  const body = { verdict: 'same', left: [KIM], right: [ROBERT], reason: 'one person' };

  it('answers with the resulting persons to who prefers to wait', async () => {
    const answer = await ask<Judged>('POST /v1/judgements', { ...settled, body });

    expect(answer.status).toBe(200);
    expect(answer.body.persons?.map(({ recordKey }) => recordKey)).toEqual([KIM, ROBERT]);
    expect(new Set(answer.body.persons?.map(({ personId }) => personId)).size).toBe(1);
  });

  it('answers at once to everybody else', async () => {
    const answer = await ask<Judged>('POST /v1/judgements', { body });

    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ judgementId: expect.any(String) });
  });

  it('tells of no judgement that names a record outside the permit', async () => {
    await ask('POST /v1/judgements', { ...settled, body });

    const hidden = await ask(`GET /v1/judgements?record=${KIM}`, { claims: showing(KIM) });
    expect(hidden.body).toEqual({ items: [] });
  });
});
