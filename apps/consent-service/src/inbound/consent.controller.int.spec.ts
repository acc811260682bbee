import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsentView, RevocationView } from '@continuum/contracts';
import {
  ana,
  anAssignment,
  assign,
  decided,
  published,
  settle,
  treatment,
} from '../../test/a-city.js';
import { aConsentService, type ConsentService } from '../../test/a-consent-service.js';

let service: ConsentService;
beforeAll(async () => {
  service = await aConsentService();
  await settle(service);
});
afterAll(() => service.close());

const statements = [
  'statement-right-to-revoke',
  'statement-redisclosure',
  'statement-consequences-of-refusal',
];
const aForm = (changes: object = {}) => ({
  recordKey: treatment,
  kind: 'PART2_TPO',
  family: 'part2-tpo',
  formVersion: '2026-1',
  recipients: [{ class: 'provider' }],
  intermediaries: ['continuum'],
  provisions: [{ effect: 'permit', covers: ['sud'], purposes: ['TREAT', 'HPAYMT', 'HOPERAT'] }],
  signedAt: '2026-03-02T17:00:00Z',
  signedBy: 'self',
  capacity: 'self',
  expiresOn: '2026-12-31',
  ...changes,
});

const post = async <T = ConsentView>(path: string, body: object, user = 'saul') => {
  const answer = await service.ask(path, { user, body });
  return { status: answer.status, body: (await answer.json()) as T & { code?: string } };
};
const record = (changes: object = {}, user = 'saul') => post('/v1/consents', aForm(changes), user);
const verify = (consentId: string) =>
  post(`/v1/consents/${consentId}/verification`, { statements });
const revoke = (consentId: string, body: object) =>
  post<RevocationView>(`/v1/consents/${consentId}/revocations`, body);
const elements = ['sud.progress'];
const shownToNora = async () =>
  (await decided(service, 'nora', { elements })).sources.flatMap(({ shown }) => shown);

describe('a consent', () => {
  it('counts once it is verified, and no longer once its revocation is received', async () => {
    const { status, body } = await record();
    expect([status, body.state, body.expiresAt]).toEqual([
      201,
      'received',
      '2027-01-01T08:00:00.000Z',
    ]);
    expect(await shownToNora()).toEqual([]);

    expect((await verify(body.consentId)).body).toMatchObject({
      state: 'verified',
      missing: [],
      version: 2,
    });
    const { sources, obligations, validUntil, decisionId } = await decided(service, 'nora', {
      elements,
    });
    expect(sources.flatMap(({ shown }) => shown)).toEqual([
      expect.objectContaining({
        element: 'sud.progress',
        obligations: ['NOTICE_P2', 'CONSENT_SCOPE'],
      }),
    ]);
    expect(obligations).toContainEqual(
      expect.objectContaining({
        code: 'NOTICE_P2',
        text: expect.any(String),
        consentIds: [body.consentId],
      }),
    );
    expect(Date.parse(validUntil) - +service.clock.now()).toBe(10_000);

    service.clock.advance(1_000);
    const revoked = await revoke(body.consentId, {
      isWritten: true,
      receivedAt: '2026-03-02T18:00:00Z',
    });
    expect(revoked.body).toMatchObject({
      state: 'revoked',
      disclosuresSinceReceipt: [expect.any(String)],
    });
    const stale = await service.ask(`/v1/decisions/${decisionId}/release`, {
      method: 'POST',
      user: 'nora',
    });
    expect(stale.status).toBe(409);
    expect(await shownToNora()).toEqual([]);
    expect(
      (await published(service, 'consent.changed.v1')).map(({ change, version }) => [
        change,
        version,
      ]),
    ).toEqual([
      ['granted', 1],
      ['granted', 2],
      ['revoked', 3],
    ]);
  });

  it('is suspended by a spoken revocation, and ended by the written one', async () => {
    const { consentId } = (await record({ family: 'spoken' })).body;
    await verify(consentId);
    expect((await revoke(consentId, { isWritten: false })).body.state).toBe('suspended');
    expect((await revoke(consentId, { isWritten: true })).body.state).toBe('revoked');
    expect((await revoke(consentId, { isWritten: true })).body.code).toBe('CONSENT_REVOKED');
  });

  it('that may not be revoked yet records the attempt', async () => {
    const irrevocableUntil = '2026-06-01T00:00:00Z';
    const { consentId } = (await record({ family: 'court', kind: 'PART2_CJ', irrevocableUntil }))
      .body;
    expect((await revoke(consentId, { isWritten: true })).body.code).toBe('IRREVOCABLE');
    const [entry] = await service.dataSource.query<{ entry: object }[]>(
      `SELECT entry FROM audit_entry WHERE entry ->> 'action' = 'consent-revocation-refused'`,
    );
    expect(entry?.entry).toMatchObject({ consentIds: [consentId], actor: { user: 'saul' } });
  });

  it('names what its form lacks', async () => {
    const { consentId } = (await record({ family: 'unnamed', intermediaries: [] })).body;
    expect((await verify(consentId)).body).toMatchObject({
      state: 'defective',
      missing: ['names-intermediary'],
    });
  });

  it("is the discloser's own staff's to record and to see", async () => {
    expect((await record({}, 'nora')).status).toBe(403);
    const list = async (user: string) =>
      (
        (await (await service.ask(`/v1/consents?personId=${ana}`, { user })).json()) as {
          items: unknown[];
        }
      ).items;
    expect(await list('nora')).toEqual([]);
    expect((await list('saul')).length).toBeGreaterThan(2);
  });

  it.each([
    [
      'a purpose nobody knows',
      { provisions: [{ effect: 'permit', covers: ['sud'], purposes: ['FUN'] }] },
    ],
    ['a receipt that is yet to come', { receivedAt: '2027-01-01T00:00:00Z' }],
    ['an unknown kind', { kind: 'HANDSHAKE' }],
    ['nothing it covers', { provisions: [] }],
  ])('is refused with %s', async (_, changes) => {
    expect((await record(changes)).status).toBe(422);
  });

  it('follows its record to another person', async () => {
    const recordKey = `${treatment}-follows`;
    const link = { dataset: 'sud', labels: ['PART2' as const, 'HIPAA' as const] };
    await assign(service, anAssignment(recordKey, link));
    const { consentId } = (await record({ recordKey })).body;
    const personId = '018e0000-0000-7000-8000-000000000077';
    await assign(service, anAssignment(recordKey, { ...link, linkVersion: 2, personId }));
    expect((await published(service, 'consent.changed.v1')).at(-1)).toMatchObject({
      consentId,
      version: 2,
      personId,
      change: 'altered',
    });
  });
});
