import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ReferralDesk } from '../actions/referral-desk.js';
import { keep } from '../../test/kept.js';
import { ANA } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { aCapacity, aService } from '../../test/referral.builder.js';
import { TimerJob } from './timer.job.js';

let given: TestParts;
let referralId: string;
const hana = { userId: 'hana', purpose: 'CARE_COORD' };
const DAY = 24 * 3600_000;

beforeEach(async () => {
  given = await parts();
  await keep(given, { service: aService({ slotManaged: true }), capacity: aCapacity() });
  const draft = {
    commandId: randomUUID(),
    person: { personId: ANA },
    serviceId: 'svc-bridge-shelter',
    needCategory: 'shelter',
    urgency: 'routine',
    door: 'mdt',
    discloses: ['mdt.status'],
    send: true,
  } as const;
  const sent = { ...draft, discloses: [...draft.discloses] };
  referralId = (await given.get(ReferralDesk).draft(sent, hana)).id;
});
afterEach(() => given.drop());

const turn = () => given.get(TimerJob).turn();
const state = async () => (await given.one('SELECT state FROM referral'))['state'];
const lastType = async () => (await given.published()).at(-1)?.type;

describe('a referral that nobody answers', () => {
  it('frees the place it kept after 72 hours', async () => {
    given.clock.advance(3 * DAY - 1000);
    await turn();
    expect(await given.one('SELECT reserved FROM service_capacity')).toEqual({ reserved: 1 });
    given.clock.advance(2000);
    await turn();
    await turn();
    expect(await given.one('SELECT reserved FROM service_capacity')).toEqual({ reserved: 0 });
    expect(await state()).toBe('sent');
  });

  it('expires after 14 business days, once', async () => {
    given.clock.set('2026-03-20T15:59:00Z');
    await turn();
    expect(await state()).toBe('sent');
    given.clock.set('2026-03-20T16:01:00Z');
    await Promise.all([turn(), turn()]);
    expect(await state()).toBe('expired');
    const events = await given.published();
    expect(events.filter(({ type }) => type === 'referral.expired.v1')).toMatchObject([
      { data: { rule: 'R17', timer: 'T3', reasonCode: 'no_response', side: 'provider' } },
    ]);
  });

  it('is left alone once it is accepted', async () => {
    const accept = { commandId: randomUUID(), expectedVersion: 2, type: 'accept' } as const;
    const pax = { userId: 'pax', purpose: 'CARE_COORD' };
    await given.get(ReferralDesk).command(referralId, accept, () => Promise.resolve({}), pax);
    given.clock.advance(60 * DAY);
    await turn();
    expect(await state()).toBe('accepted');
    expect(await lastType()).toBe('referral.accepted.v1');
  });
});
