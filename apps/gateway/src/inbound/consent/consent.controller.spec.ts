import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RevocationView } from '@continuum/contracts';
import { aGateway, care } from '../../../test/a-gateway.js';
import { ana } from '../../../test/decision.builder.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => void (gateway.city.calls.length = 0));

const form = {
  recordKey: 'sud-programme/ehr/S-1',
  kind: 'PART2_TPO',
  family: 'sud-tpo',
  formVersion: '2026-1',
  recipients: [{ class: 'treating-providers' }],
  intermediaries: ['continuum'],
  provisions: [{ effect: 'permit', covers: ['sud.progress'], purposes: ['TREAT'] }],
};
const view: RevocationView = {
  consentId: ana,
  version: 1,
  recordKey: form.recordKey,
  kind: 'PART2_TPO',
  family: form.family,
  discloser: 'sud-programme',
  state: 'received',
  missing: [],
  receivedAt: null,
  verifiedAt: null,
  expiresAt: null,
  revokedAt: null,
  disclosuresSinceReceipt: [],
};

describe('a form that somebody signed', () => {
  it.each([
    ['is recorded', '/v1/consents', form, 201],
    ['is verified', `/v1/consents/${ana}/verification`, { statements: ['redisclosure'] }, 200],
    ['is revoked', `/v1/consents/${ana}/revocations`, { isWritten: true }, 200],
  ])('%s where it is kept, by the user who asks', async (_, path, body, status) => {
    gateway.city.on[`POST ${path}`] = () => [200, view];
    const answer = await gateway.ask(path, { body, user: 'saul', headers: care });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual(view);
    const [call] = gateway.city.calls;
    expect(call?.body).toEqual(body);
    expect(call?.headers).toMatchObject({
      'continuum-purpose': 'CARE_COORD',
      'continuum-user-token': expect.any(String),
    });
  });

  it('names each of its wrong fields, and no value', async () => {
    const wrong = { ...form, provisions: [{ ...form.provisions[0], effect: 'perhaps' }] };
    const answer = await gateway.ask('/v1/consents', { body: wrong, headers: care });
    expect(answer.status).toBe(422);
    const problem = await answer.text();
    expect(JSON.parse(problem)).toMatchObject({ fields: [{ field: 'provisions.0.effect' }] });
    expect(problem).not.toContain('perhaps');
  });
});
