import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Decision, PermitRecords } from '@continuum/contracts';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import {
  ana,
  anAssignment,
  assign,
  decide,
  decided,
  encounter,
  published,
  settle,
  treatment,
} from '../../test/a-city.js';
import { aConsentService, type ConsentService } from '../../test/a-consent-service.js';
import { Explainer } from '../actions/explainer.js';
import { isShown } from '../domain/verdict.js';
import { DecisionRepository } from '../store/ledger/decision.repository.js';
import { verifyAudit } from '../store/ledger/verify-audit.js';

let service: ConsentService;
beforeAll(async () => {
  service = await aConsentService();
  await settle(service);
});
afterAll(() => service.close());

const code = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const release = (decisionId: string, user = 'nora') =>
  service.ask(`/v1/decisions/${decisionId}/release`, { method: 'POST', user });

async function verified(permit: string, audience: string) {
  const keys = (await (await service.ask('/v1/permit-keys')).json()) as JSONWebKeySet;
  const currentDate = service.clock.now();
  return (await jwtVerify(permit, createLocalJWKSet(keys), { audience, currentDate })).payload;
}

describe('a decision', () => {
  it('is answered with a permit that its owner can check', async () => {
    const { permits, decisionId, epochs } = await decided(service, 'nora');
    expect(permits).toEqual([
      { owner: 'hlth', audience: 'ingest-service', permit: expect.any(String) },
    ]);
    expect(await verified(permits[0]?.permit ?? '', 'ingest-service')).toMatchObject({
      jti: decisionId,
      sub: 'nora',
      caller: 'gateway',
      purpose: 'TREAT',
      owner: 'hlth',
      records: { [encounter]: ['enc.diagnosis'] },
      labels: { [encounter]: ['HIPAA', 'CMIA'] },
      epochs,
    });
  });

  it('says on every answer that its law is a sample', async () => {
    const answer = await decide(service, 'nora');
    expect(answer.headers.get('continuum-legal')).toBe('sample');
    expect(((await answer.json()) as Decision).legal).toBe('sample');
  });

  it('is in the ledger, the audit chain and the outbox before it is answered', async () => {
    const { decisionId } = await decided(service, 'nora');
    const entries = await service.dataSource.query(
      'SELECT partition, entry FROM audit_entry WHERE decision_id = $1',
      [decisionId],
    );
    expect(entries).toEqual([
      {
        partition: 'hlth/2026-03-02',
        entry: expect.objectContaining({
          purpose: 'TREAT',
          outcome: 'PERMIT',
          actor: expect.objectContaining({ user: 'nora' }),
        }),
      },
    ]);
    expect(JSON.stringify(entries)).not.toContain(ana);
    expect(await published(service, 'decision.recorded.v1')).toContainEqual(
      expect.objectContaining({ decisionId, outcome: 'PERMIT', department: 'hlth', role: 'nurse' }),
    );
  });

  it('is the same when it is taken again on what it rested on', async () => {
    const answer = await decided(service, 'nora', { elements: ['enc.diagnosis', 'sud.progress'] });
    await service.dataSource.transaction(async (tx) => {
      const kept = await service.app.get(DecisionRepository).get(answer.decisionId, tx);
      const again = await service.app.get(Explainer).repeat(kept, tx);
      expect(again).toMatchObject({ outcome: answer.outcome, epochs: answer.epochs });
      expect(again.validUntil.toISOString()).toBe(answer.validUntil);
      expect(again.rulings.filter(isShown).map(({ element }) => element)).toEqual(
        answer.sources.flatMap(({ shown }) => shown.map(({ element }) => element)),
      );
    });
  });

  it('is one entry for each person and owner, whole under parallel callers', async () => {
    await Promise.all(Array.from({ length: 80 }, () => decided(service, 'nora')));
    expect(await verifyAudit(service.dataSource.manager)).toMatchObject({ fault: undefined });
  });

  it('needs the user, and lets only listed services ask without', async () => {
    const body = {
      action: 'read',
      persons: [ana],
      elements: ['enc.diagnosis'],
      capabilities: [],
      purpose: 'TREAT',
    };
    expect((await service.ask('/v1/decisions', { body })).status).toBe(401);
    const onBehalf = { ...body, onBehalfOf: 'nora' };
    expect((await service.ask('/v1/decisions', { body: onBehalf })).status).toBe(403);
    const answer = await service.ask('/v1/decisions', {
      body: onBehalf,
      service: 'referral-service',
    });
    expect(await answer.json()).toMatchObject({ outcome: 'PERMIT', permits: [] });
  });

  it('is refused while the ledger cannot be written', async () => {
    await service.dataSource.query('ALTER TABLE audit_entry RENAME TO audit_entry_away');
    const answer = await decide(service, 'nora');
    await service.dataSource.query('ALTER TABLE audit_entry_away RENAME TO audit_entry');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBeTruthy();
    expect(await code(answer)).toBe('AUDIT_UNAVAILABLE');
  });

  it('about many records leaves its permit here for the owner alone', async () => {
    const keys = Array.from({ length: 120 }, (_, nth) => `${encounter}-${nth}`);
    await assign(service, ...keys.map((key) => anAssignment(key)));
    const { permits } = await decided(service, 'nora', {
      elements: ['enc.diagnosis', 'enc.startsAt'],
    });
    const payload = await verified(permits[0]?.permit ?? '', 'ingest-service');
    const { id } = payload['detached'] as { id: string };
    expect(payload).not.toHaveProperty('records');
    expect((await service.ask(`/v1/permits/${id}`)).status).toBe(404);
    const answer = await service.ask(`/v1/permits/${id}`, { service: 'ingest-service' });
    const { records } = (await answer.json()) as PermitRecords;
    expect(Object.keys(records)).toHaveLength(121);
  });
});

describe('releasing', () => {
  it('passes while nothing moved, for the caller alone', async () => {
    const { decisionId } = await decided(service, 'nora');
    expect((await release(decisionId, 'cara')).status).toBe(404);
    expect((await release(decisionId)).status).toBe(204);
    expect((await release(decisionId)).status).toBe(204);
  });

  it('fails once something moved, and says so in the audit', async () => {
    const { decisionId } = await decided(service, 'nora');
    await assign(
      service,
      anAssignment(treatment, { dataset: 'sud', labels: ['PART2', 'HIPAA'], linkVersion: 9 }),
    );
    const answer = await release(decisionId);
    expect(answer.status).toBe(409);
    expect(await code(answer)).toBe('STALE_EPOCH');
    const [entry] = await service.dataSource.query<{ entry: object }[]>(
      `SELECT entry FROM audit_entry WHERE decision_id = $1 AND entry ->> 'action' = 'release'`,
      [decisionId],
    );
    expect(entry?.entry).toMatchObject({ outcome: 'DENY', reasonCodes: ['STALE_EPOCH'] });
  });

  it('fails when the decision is over', async () => {
    const { decisionId } = await decided(service, 'nora');
    service.clock.advance(61_000);
    expect(await code(await release(decisionId))).toBe('NO_DECISION');
  });
});

describe('explaining', () => {
  it('tells the user the reasons only, the privacy officer every gate, and nobody else anything', async () => {
    const { decisionId } = await decided(service, 'nora', {
      elements: ['enc.diagnosis', 'sud.progress'],
    });
    const explain = async (user: string) => {
      const answer = await service.ask(`/v1/decisions/${decisionId}/explanation`, { user });
      return answer.ok
        ? ((await answer.json()) as {
            level: string;
            rulings: { element: string; reason?: string }[];
          })
        : answer.status;
    };
    expect(await explain('nora')).toMatchObject({ level: 'user', rulings: [] });
    expect(await explain('hana')).toBe(404);
    const officer = await explain('gus');
    expect(officer).toMatchObject({
      rulings: expect.arrayContaining([
        expect.objectContaining({
          element: 'sud.progress',
          reason: 'CONSENT_MISSING',
          trace: expect.any(Array),
        }),
      ]),
    });
  });
});

describe('a search plan', () => {
  it('signs what may be searched, for identity-service', async () => {
    const answer = await service.ask('/v1/search-plans', {
      user: 'nora',
      body: { purpose: 'TREAT', elements: ['enc.name', 'enc.diagnosis'] },
    });
    const { permit, searchable } = (await answer.json()) as {
      permit: string;
      searchable: string[];
    };
    expect(searchable).toEqual(['enc.name']);
    expect(await verified(permit, 'identity-service')).toMatchObject({
      search: { datasets: ['enc'], labels: ['HIPAA', 'CMIA'], elements: ['enc.name'] },
    });
  });
});
