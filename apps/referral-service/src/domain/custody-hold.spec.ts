import { describe, expect, it } from '@jest/globals';
import type { ReferralState } from '@continuum/contracts';
import { aReferral } from '../../test/referral.builder.js';
import { isInCustody, type LinkedStay } from './custody.js';
import { followConsent, followCustody } from './custody-hold.js';

const held = (holdReason: string) =>
  aReferral({ state: 'on_hold', holdResumeTo: 'accepted', holdReason });

describe('custody', () => {
  it.each<[string, ReferralState, boolean, string | undefined]>([
    ['holds what was accepted', 'accepted', false, 'hold'],
    ['holds what is under way', 'in_service', false, 'hold'],
    ['leaves what nobody accepted', 'sent', false, undefined],
    ['leaves a service that works in jail', 'accepted', true, undefined],
    ['leaves what has ended', 'completed', false, undefined],
  ])('%s', (_, state, servesInCustody, command) => {
    const step = followCustody(aReferral({ state }), { isInCustody: true, servesInCustody });
    expect(step?.command).toBe(command);
  });

  it('that is over resumes what it held, and only that', () => {
    const over = { isInCustody: false, servesInCustody: false };
    expect(followCustody(held('in_custody'), over)?.command).toBe('resume');
    expect(followCustody(held('hospitalised'), over)).toBeUndefined();
  });

  const stay = (state: LinkedStay['state'], isConfirmed = true): LinkedStay => ({
    recordKey: 'police/jail/1',
    recordVersion: 1,
    state,
    admittedAt: new Date(0),
    isBackload: false,
    personId: 'p',
    isConfirmed,
  });

  it.each<[string, LinkedStay[], boolean]>([
    ['one stay goes on', [stay('released'), stay('in_custody')], true],
    ['a transfer is still custody', [stay('transferred')], true],
    ['out for a day is still custody', [stay('temporarily_out')], true],
    ['every stay is over', [stay('released'), stay('withdrawn'), stay('ended_in_error')], false],
    ['a probable link holds nobody', [stay('in_custody', false)], false],
  ])('is known from every stay: %s', (_, stays, expected) => {
    expect(isInCustody(stays)).toBe(expected);
  });
});

describe('a disclosure that is not covered any more', () => {
  it.each<[ReferralState, string | undefined]>([
    ['sent', 'cancel'],
    ['decline_review', 'cancel'],
    ['accepted', 'hold'],
    ['in_service', 'hold'],
    ['on_hold', undefined],
    ['completed', undefined],
  ])('in %s', (state, command) => {
    expect(followConsent(aReferral({ state }), false)?.command).toBe(command);
  });

  it('comes back with the consent, if that was the reason', () => {
    expect(followConsent(held('consent_revoked'), true)?.command).toBe('resume');
    expect(followConsent(held('in_custody'), true)).toBeUndefined();
  });
});
