import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PolicySetApplied } from '@continuum/contracts';
import { aPolicySet, decided, published, putPolicySet, settle } from '../../test/a-city.js';
import { aConsentService, type ConsentService } from '../../test/a-consent-service.js';
import { consentServiceConfig } from '../config.js';

let service: ConsentService;
beforeAll(async () => {
  service = await aConsentService();
  await settle(service);
});
afterAll(() => service.close());

const set = () => aPolicySet(new Date('2026-03-02T18:00:00.000Z'));
const put = async (content: object, digest?: string) => {
  const answer = await putPolicySet(service, content, digest);
  return {
    status: answer.status,
    body: (await answer.json()) as PolicySetApplied & { code?: string },
  };
};
const lowered = () => ({
  ...set(),
  datasets: set().datasets.map((dataset) =>
    dataset.id === 'stay' ? { ...dataset, level: 2 as const } : dataset,
  ),
});

describe('putting a policy set in force', () => {
  it('changes nothing the second time', async () => {
    const before = (await put(set())).body;
    expect(before.changedRows).toBe(0);
    expect(await put(set())).toEqual({ status: 200, body: before });
  });

  it('versions only what differs, moves the epochs and tells', async () => {
    const before = (await put(set())).body;
    const { decisionId } = await decided(service, 'nora');
    const { status, body } = await put(lowered());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      changedRows: 2,
      policyEpoch: before.policyEpoch + 1,
      dsaEpoch: before.dsaEpoch,
    });
    expect((await published(service, 'dataset.level-changed.v1')).at(-1)).toMatchObject({
      datasetId: 'stay',
      level: 2,
      previousLevel: 6,
    });
    const release = await service.ask(`/v1/decisions/${decisionId}/release`, {
      method: 'POST',
      user: 'nora',
    });
    expect(release.status).toBe(409);
    const versions = await service.dataSource.query(
      `SELECT version, valid_until IS NULL AS counts FROM dataset WHERE id = 'stay' ORDER BY version`,
    );
    expect(versions).toEqual([
      { version: 1, counts: false },
      { version: 2, counts: true },
    ]);
  });

  it('suspends an agreement for all', async () => {
    const agreements = set().agreements.map((row) => ({
      ...row,
      suspendedAt: '2026-03-02T17:00:00.000Z',
    }));
    await put({ ...set(), agreements });
    expect((await published(service, 'agreement.changed.v1')).at(-1)).toMatchObject({
      agreementId: 'DSA-1',
      state: 'suspended',
      version: 2,
    });
  });

  it('takes a user out', async () => {
    await put({ ...set(), users: set().users.filter(({ id }) => id !== 'nora') });
    expect(await decided(service, 'nora')).toMatchObject({
      outcome: 'DENY',
      reasons: [{ code: 'ACCOUNT_STALE' }],
    });
    await put(set());
    expect((await decided(service, 'nora')).outcome).toBe('PERMIT');
  });

  it('refuses a set that is not the one its digest names', async () => {
    expect(await put(set(), 'f'.repeat(64))).toMatchObject({
      status: 409,
      body: { code: 'DIGEST_DIFFERS' },
    });
  });

  it('refuses an inconsistent set whole, naming each row', async () => {
    const broken = { ...set(), departments: set().departments.slice(1) };
    const { status, body } = await put(broken);
    expect(status).toBe(422);
    expect((body as unknown as { fields: unknown[] }).fields.length).toBeGreaterThan(0);
    expect((await decided(service, 'nora')).outcome).toBe('PERMIT');
  });

  it('is for its own service identity alone', async () => {
    const answer = await service.ask('/v1/policy-sets/x', {
      method: 'PUT',
      body: set(),
      service: 'gateway',
    });
    expect(answer.status).toBe(403);
  });
});

describe('a city whose law is not a sample', () => {
  it('refuses sample approvals, and a live one refuses sets', async () => {
    const strict = await aConsentService(undefined, { LEGAL_APPROVAL: 'counsel' });
    const live = await aConsentService(undefined, { LEGAL_APPROVAL: 'counsel', CITY_MODE: 'live' });
    const refusals = [await putPolicySet(strict, set()), await putPolicySet(live, set())];
    const codes = await Promise.all(
      refusals.map(async (answer) => ((await answer.json()) as { code: string }).code),
    );
    expect(codes).toEqual(['SAMPLE_LAW', 'CITY_IS_LIVE']);
    expect(refusals[0]?.headers.get('continuum-legal')).toBeNull();
    await Promise.all([strict.close(), live.close()]);
  });

  it('does not start live with a sample', () => {
    const env = {
      LEGAL_APPROVAL: 'sample',
      CITY_MODE: 'live',
      PERMIT_KEY: 'k',
      AUDIT_KEY: 'k',
      PSEUDONYM_KEY: 'k',
    };
    const rest = {
      OIDC_ISSUER: 'http://localhost',
      CLIENT_SECRET: 's',
      DATABASE_URL: 'd',
      KAFKA_BROKERS: 'b',
    };
    expect(() => consentServiceConfig({ ...env, ...rest })).toThrow('LEGAL_APPROVAL');
  });
});
