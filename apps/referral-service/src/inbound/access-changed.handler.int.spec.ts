import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AgreementChangedV1,
  ConsentChangedV1,
  RelationChangedV1,
  RestrictionChangedV1,
} from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { randomUUID } from 'node:crypto';
import { keep } from '../../test/kept.js';
import { ANA, BEN, monday } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { aReferral } from '../../test/referral.builder.js';
import { AccessChangedHandler } from './access-changed.handler.js';
import { RecheckJob } from './recheck.job.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
});
afterEach(() => given.drop());

const left = { sentAt: monday, decisionId: 'd0', purpose: 'CARE_COORD' };
const sent = aReferral({ ...left, state: 'sent' });
const accepted = aReferral({ ...left, state: 'accepted', acceptedAt: monday });
const revoked = (personId: string | null = ANA) =>
  anEvent(ConsentChangedV1, {
    consentId: randomUUID(),
    version: 2,
    personId,
    recordKey: 'health/ehr/1',
    change: 'revoked',
    effectiveAt: '2026-03-02T17:00:00Z',
    consentEpoch: 2,
  });
const consent = (event = revoked()) =>
  given.database.dataSource.transaction((tx) =>
    given.get(AccessChangedHandler).consent([event], { tx }),
  );
const recheck = () => given.get(RecheckJob).turn();
const state = async () => (await given.one('SELECT state, hold_reason FROM referral'))['state'];
const waiting = async () => Number((await given.one('SELECT count(*) FROM recheck'))['count']);

describe('a consent that was revoked', () => {
  it('ends what nobody accepted', async () => {
    await keep(given, { referrals: [sent] });
    given.decisions.answers = 'no';
    await consent();
    await recheck();
    expect(await given.published()).toMatchObject([
      {
        type: 'referral.cancelled.v1',
        data: { rule: 'R51', reasonCode: 'consent_revoked', actorRole: 'X' },
      },
    ]);
    expect(await waiting()).toBe(0);
  });

  it('holds what was accepted until it is given again', async () => {
    await keep(given, { referrals: [accepted] });
    given.decisions.answers = 'no';
    await consent();
    await recheck();
    expect(await state()).toBe('on_hold');
    given.decisions.answers = 'yes';
    await consent();
    await recheck();
    expect(await state()).toBe('accepted');
  });

  it('changes nothing while the disclosure is covered without it', async () => {
    await keep(given, { referrals: [accepted] });
    await consent();
    await recheck();
    expect(await given.published()).toEqual([]);
  });

  it('waits for an answer when consent-service is silent', async () => {
    await keep(given, { referrals: [accepted] });
    given.decisions.answers = 'nothing';
    await consent();
    await expect(recheck()).rejects.toThrow('Nobody decides');
    expect(await state()).toBe('accepted');
    expect(await waiting()).toBe(1);
  });

  it('is asked about once, however often it is told', async () => {
    await keep(given, { referrals: [accepted] });
    await consent();
    await consent();
    await recheck();
    expect(given.decisions.asked).toBe(1);
  });

  it('of somebody else concerns nobody here', async () => {
    await keep(given, { referrals: [accepted] });
    await consent(revoked(BEN));
    expect(await waiting()).toBe(0);
  });
});

describe('a relation of the sender to the person', () => {
  const relation = (userId: string, to: string | null = null) =>
    anEvent(RelationChangedV1, {
      ...{ userId, to, personId: ANA, kind: 'caseload', relationEpoch: 4 },
      from: '2026-03-02T17:00:00Z',
    });
  const related = (event: ReturnType<typeof relation>) =>
    given.database.dataSource.transaction((tx) =>
      given.get(AccessChangedHandler).relation([event], { tx }),
    );

  it('that begins again has what was held for want of it go on', async () => {
    await keep(given, { referrals: [accepted] });
    given.decisions.answers = 'no';
    await consent();
    await recheck();
    given.decisions.answers = 'yes';
    await related(relation('hana'));
    await recheck();
    expect(await state()).toBe('accepted');
  });

  it.each([
    ['that ends', relation('hana', '2026-03-02T17:00:00Z')],
    ['of somebody else', relation('omar')],
  ])('%s concerns nothing', async (_, event) => {
    const held = { ...accepted, state: 'on_hold', holdReason: 'consent_revoked' } as const;
    await keep(given, { referrals: [held] });
    await related(event);
    expect(await waiting()).toBe(0);
  });
});

describe('other changes of access', () => {
  it('have every open referral of the person, or of all, decided again', async () => {
    await keep(given, { referrals: [accepted] });
    const restriction = anEvent(RestrictionChangedV1, {
      restrictionId: randomUUID(),
      version: 1,
      personId: ANA,
      state: 'active',
      consentEpoch: 3,
    });
    const agreement = anEvent(AgreementChangedV1, {
      agreementId: 'dsa-1',
      version: 2,
      state: 'suspended',
      parties: ['homeless-services'],
      dsaEpoch: 2,
      effectiveAt: '2026-03-02T17:00:00Z',
    });
    const handler = given.get(AccessChangedHandler);
    await given.database.dataSource.transaction(async (tx) => {
      await handler.restriction([restriction], { tx });
      await handler.agreement([agreement], { tx });
    });
    expect(await given.one('SELECT asked FROM recheck')).toEqual({ asked: 2 });
  });
});
