import { describe, expect, it } from '@jest/globals';
import { appointment, aReferral, aStep, city, facts } from '../../test/referral.builder.js';
import { takeStep, type Step } from './referral-step.js';
import type { Referral } from './referral.js';
import { timersAfter, timersOfDraft, type Timer } from './timers.js';

const context = { calendar: city, hasLockedPlace: false };
const friday = new Date('2024-03-08T16:30:00-08:00');
const mondayMorning = new Date('2024-03-11T09:15:00-07:00');

interface Ticking {
  readonly referral: Referral;
  readonly timers: readonly Timer[];
}
const start = (referral: Referral): Ticking => ({
  referral,
  timers: timersOfDraft(referral, context),
});
const go = ({ referral, timers }: Ticking, step: Step, given = context): Ticking => {
  const taken = takeStep(referral, step, facts());
  return { referral: taken.after, timers: timersAfter(timers, taken, given) };
};
const send = (at: Date) => aStep('send', { actors: ['S'], userId: 'hana', at });
const dueOf = ({ timers }: Ticking, name: string, end: Timer['end'] = 'fire') =>
  timers.find(({ timer, end: one }) => timer === name && one === end)?.dueAt?.toISOString();
const draftAt = (at: Date, overrides: Partial<Referral> = {}) =>
  start(aReferral({ at, stateSince: at, draftedAt: at, ...overrides }));

describe('timers of a referral', () => {
  it('of a draft erase it after 90 days', () => {
    expect(dueOf(draftAt(friday), 'T1')).toBe('2024-06-07T00:30:00.000Z');
  });

  it.each([
    ['routine', '2024-03-28T23:30:00.000Z'],
    ['urgent', '2024-03-12T23:30:00.000Z'],
    ['immediate', '2024-03-09T01:00:00.000Z'],
  ] as const)('give the provider of a %s one its time to answer', (urgency, due) => {
    expect(dueOf(go(draftAt(friday, { urgency }), send(friday)), 'T3')).toBe(due);
  });

  it('go on with the time left when information was supplied', () => {
    const sent = go(draftAt(friday), send(friday));
    const asked = go(
      sent,
      aStep('request-info', { reasonCode: 'info_missing', at: mondayMorning }),
    );
    expect(dueOf(asked, 'T3')).toBeUndefined();
    expect(dueOf(asked, 'T4')).toBe('2024-03-20T16:15:00.000Z');
    const later = new Date('2024-03-12T09:15:00-07:00');
    const supplied = go(asked, aStep('supply-info', { actors: ['S'], at: later }));
    expect(dueOf(supplied, 'T3')).toBe('2024-03-29T23:30:00.000Z');
  });

  it('start anew when a review sends it back', () => {
    const inReview = start(aReferral({ state: 'decline_review', reviewFrom: 'sent', at: friday }));
    const back = go(inReview, aStep('send-back', { actors: ['C'], at: mondayMorning }));
    expect(dueOf(back, 'T3')).toBe('2024-03-29T16:15:00.000Z');
  });

  it('stop reminding of what the provider has opened', () => {
    const sent = go(draftAt(friday), send(friday));
    const opened = go(sent, aStep('acknowledge', { at: mondayMorning }));
    expect(dueOf(sent, 'T2', 'remind')).toBeDefined();
    expect(dueOf(opened, 'T2', 'remind')).toBeUndefined();
    expect(dueOf(opened, 'T3')).toBe(dueOf(sent, 'T3'));
  });

  it.each([
    ['spring', '2024-03-08T12:00:00-08:00', '2024-03-11T12:00:00-07:00'],
    ['autumn', '2024-11-01T12:00:00-07:00', '2024-11-04T12:00:00-08:00'],
  ])('keep what is left through a hold over the %s change, to the minute', (_, from, until) => {
    const before = new Date(+new Date(from) - 60 * 60_000);
    const accepted = start(aReferral({ state: 'accepted', at: before, stateSince: before }));
    const hold = aStep('hold', {
      actors: ['X'],
      userId: null,
      reasonCode: 'in_custody',
      at: new Date(from),
    });
    const held = go(accepted, hold);
    expect(held.timers.find(({ timer }) => timer === 'T7')?.left).toEqual({
      unit: 'business',
      minutes: 2 * 540 - 60,
    });
    expect(held.timers.find(({ timer }) => timer === 'T10')?.left).toEqual({
      unit: 'elapsed',
      minutes: 7 * 24 * 60 - 60,
    });
    const resumed = go(held, aStep('resume', { actors: ['X'], at: new Date(until) }));
    const t10 = resumed.timers.find(({ timer }) => timer === 'T10')?.dueAt;
    expect(+(t10 ?? 0) - +new Date(until)).toBe((7 * 24 * 60 - 60) * 60_000);
    expect(resumed.timers.every(({ left }) => left === null)).toBe(true);
  });

  it('wait for the outcome from the end of the appointment', () => {
    const accepted = start(aReferral({ state: 'accepted' }));
    const scheduled = go(accepted, aStep('schedule', { fields: appointment }));
    expect(dueOf(scheduled, 'T8', 'remind')).toBe('2026-03-05T18:00:00.000Z');
  });

  it('free a locked place when nobody answers', () => {
    const sent = go(draftAt(friday), send(friday), { ...context, hasLockedPlace: true });
    expect(dueOf(sent, 'T14', 'release')).toBe('2024-03-12T00:30:00.000Z');
    expect(dueOf(go(draftAt(friday), send(friday)), 'T14', 'release')).toBeUndefined();
  });

  it('end with the referral', () => {
    const sent = go(draftAt(friday), send(friday));
    const step = aStep('cancel', { actors: ['S'], reasonCode: 'duplicate', at: mondayMorning });
    expect(go(sent, step).timers).toEqual([]);
  });
});
