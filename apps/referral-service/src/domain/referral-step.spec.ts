import { describe, expect, it } from '@jest/globals';
import { REFERRAL_COMMANDS, Refused, type ReferralCommandType } from '@continuum/contracts';
import fc from 'fast-check';
import { codeOf } from '../../test/code-of.js';
import {
  aCapacity,
  appointment,
  aReferral,
  aService,
  aStep,
  city,
  facts,
  outcome,
} from '../../test/referral.builder.js';
import { daysAgo, monday } from '../../test/mdt-case.builder.js';
import { isOpen, REFERRAL_RULES, type Actor } from './referral-rules.js';
import { permittedCommands, takeStep, type Step } from './referral-step.js';
import type { Referral } from './referral.js';
import { timersAfter, timersOfDraft, type Timer } from './timers.js';

const take = (referral: Referral, step: Step, given = facts()) =>
  takeStep(referral, step, given).after;

describe('sending a draft', () => {
  const send = aStep('send', { actors: ['S'], userId: 'hana' });

  it('takes the decision along', () => {
    expect(take(aReferral(), send)).toMatchObject({
      state: 'sent',
      version: 2,
      sentAt: monday,
      decisionId: 'd1',
      purpose: 'CARE_COORD',
    });
  });

  it.each([
    [
      'an inactive service',
      facts({ service: aService({ status: 'inactive' }) }),
      'SERVICE_NOT_ACTIVE',
    ],
    ['an open double', facts({ hasDuplicate: true }), 'DUPLICATE'],
    ['an element nobody permitted', facts({ decision: undefined }), 'NOT_COVERED'],
    [
      'no place where places are kept',
      facts({ service: aService({ slotManaged: true }), capacity: [aCapacity({ reserved: 1 })] }),
      'NO_PLACE',
    ],
  ])('refuses %s', (_, given, code) => {
    expect(codeOf(() => take(aReferral(), send, given))).toBe(code);
  });

  it('refuses while nobody knows whose it is', () => {
    expect(codeOf(() => take(aReferral({ isPersonUncertain: true }), send))).toBe('NOT_COVERED');
  });

  it('does not announce a double of a Part 2 programme', () => {
    const part2 = aReferral({ labels: ['STATE_CONF', 'PART2', 'HIPAA'] });
    expect(take(part2, send, facts({ hasDuplicate: true })).state).toBe('sent');
  });
});

describe('a reason', () => {
  const sent = aReferral({ state: 'sent' });
  it.each([
    ['is required where the table names one', 'cancel', ['S'], undefined, 'REASON_REQUIRED'],
    ['is refused where none belongs', 'accept', ['P'], 'at_capacity', 'REASON_REFUSED'],
    ['is refused from the wrong side', 'cancel', ['S'], 'at_capacity', 'REASON_REFUSED'],
    ['of the system is not for people', 'hold', ['S'], 'in_custody', 'REASON_REFUSED'],
    ['of the right side is taken', 'cancel', ['S'], 'sent_in_error', 'taken'],
  ] as const)('%s', (_, command, actors, reasonCode, code) => {
    const referral = command === 'hold' ? aReferral({ state: 'accepted' }) : sent;
    expect(codeOf(() => take(referral, aStep(command, { actors, reasonCode })))).toBe(code);
  });
});

describe('a provider', () => {
  const accepted = aReferral({ state: 'accepted', acceptedAt: monday });

  it('who accepts is the one who received it', () => {
    expect(take(aReferral({ state: 'sent' }), aStep('accept'))).toMatchObject({
      state: 'accepted',
      receiverUserId: 'pax',
      acceptedAt: monday,
    });
  });

  it('may hand it to a colleague', () => {
    const step = aStep('accept', { fields: { receiverUserId: 'pat' } });
    expect(take(aReferral({ state: 'sent' }), step).receiverUserId).toBe('pat');
  });

  it('opens it once', () => {
    const opened = take(aReferral({ state: 'sent' }), aStep('acknowledge'));
    expect(opened).toMatchObject({ state: 'sent', acknowledgedAt: monday });
    expect(codeOf(() => take(opened, aStep('acknowledge')))).toBe('ALREADY_ACKNOWLEDGED');
  });

  it('has its declines reviewed where the service says so', () => {
    const reviewed = facts({ service: aService({ reviewDeclines: true }) });
    const step = (command: ReferralCommandType) => aStep(command, { reasonCode: 'out_of_area' });
    const sent = aReferral({ state: 'sent' });
    expect(codeOf(() => take(sent, step('decline'), reviewed))).toBe('DECLINE_NEEDS_REVIEW');
    expect(codeOf(() => take(sent, step('propose-decline')))).toBe('DECLINE_NOT_REVIEWED');
    const inReview = take(sent, step('propose-decline'), reviewed);
    expect(inReview).toMatchObject({ state: 'decline_review', reviewFrom: 'sent' });
    const back = take(inReview, aStep('send-back', { actors: ['C'] }), reviewed);
    expect(back).toMatchObject({ state: 'sent', reviewFrom: null });
  });

  it('gets a withdrawn acceptance back as accepted', () => {
    const inReview = take(accepted, aStep('propose-decline', { reasonCode: 'at_capacity' }));
    expect(take(inReview, aStep('send-back', { actors: ['C'] })).state).toBe('accepted');
  });

  it.each([
    ['two attempts', 2, 'telephone', 'ATTEMPTS_REQUIRED'],
    ['three attempts by one method', 3, 'telephone', 'ATTEMPTS_REQUIRED'],
    ['three attempts on three days by two methods', 3, 'visit', 'taken'],
  ])('could not reach the person after %s', (_, count, lastMethod, code) => {
    const attempts = Array.from({ length: count }, (_, n) => ({
      at: daysAgo(n + 1).toISOString(),
      method: n === count - 1 ? lastMethod : 'telephone',
    }));
    const step = aStep('end-unmet', { reasonCode: 'unable_to_contact', fields: { attempts } });
    expect(codeOf(() => take(accepted, step))).toBe(code);
  });

  it('cannot complete what was not delivered', () => {
    const referral = aReferral({ state: 'in_service' });
    const none = aStep('complete', { fields: { outcome: { ...outcome, delivered: 'none' } } });
    const unattended = aStep('complete', {
      fields: { outcome: { ...outcome, sessionsAttended: 0 } },
    });
    expect(codeOf(() => take(referral, none))).toBe('NOTHING_DELIVERED');
    expect(codeOf(() => take(referral, unattended))).toBe('NOTHING_DELIVERED');
    expect(take(referral, aStep('complete', { fields: { outcome } })).outcome).toEqual(outcome);
  });

  it('reports the sessions of a service that has them', () => {
    const sessions = facts({ service: aService({ sessionBased: true }) });
    const { sessionsAttended: _, ...brief } = outcome;
    const step = aStep('complete', { fields: { outcome: brief } });
    expect(codeOf(() => take(aReferral({ state: 'in_service' }), step, sessions))).toBe(
      'REPORT_REQUIRED',
    );
  });

  it('completes after one contact only where one is enough', () => {
    const step = aStep('complete', { fields: { outcome } });
    expect(codeOf(() => take(accepted, step))).toBe('NOT_SINGLE_CONTACT');
    const single = facts({ service: aService({ singleContact: true }) });
    expect(take(accepted, step, single).state).toBe('completed');
  });

  it('offers a place to somebody who still needs it', () => {
    const waiting = aReferral({ state: 'waitlisted' });
    expect(codeOf(() => take(waiting, aStep('offer-place')))).toBe('NEED_NOT_CONFIRMED');
    const step = aStep('offer-place', { fields: { needConfirmed: true } });
    expect(take(waiting, step).state).toBe('accepted');
  });
});

describe('an appointment', () => {
  const accepted = aReferral({ state: 'accepted' });

  it('lies ahead and ends after it starts', () => {
    const past = { ...appointment, startsAt: '2026-03-01T17:00:00Z' };
    const swapped = { ...appointment, endsAt: '2026-03-04T16:00:00Z' };
    for (const fields of [past, swapped]) {
      expect(codeOf(() => take(accepted, aStep('schedule', { fields })))).toBe(
        'APPOINTMENT_NOT_AHEAD',
      );
    }
  });

  it('keeps its id and counts its versions', () => {
    const scheduled = take(accepted, aStep('schedule', { fields: appointment }));
    const moved = aStep('reschedule', {
      reasonCode: 'transport_failed',
      fields: appointment,
      newId: 'another',
    });
    expect(take(scheduled, moved).appointment).toMatchObject({
      appointmentId: scheduled.appointment?.appointmentId,
      version: 2,
    });
  });
});

describe('a hold', () => {
  const scheduled = take(
    aReferral({ state: 'accepted' }),
    aStep('schedule', { fields: appointment }),
  );
  const hold = aStep('hold', { actors: ['X'], userId: null, reasonCode: 'in_custody' });
  const held = take(scheduled, hold);
  const resume = (at: string) => aStep('resume', { actors: ['X'], userId: null, at: new Date(at) });

  it('remembers where to come back to', () => {
    expect(held).toMatchObject({ state: 'on_hold', holdResumeTo: 'scheduled' });
  });

  it('comes back with the appointment that still lies ahead, and counts its minutes', () => {
    expect(take(held, resume('2026-03-03T17:00:00Z'))).toMatchObject({
      state: 'scheduled',
      holdResumeTo: null,
      holdMinutes: 24 * 60,
    });
  });

  it('comes back as accepted when the appointment has passed', () => {
    expect(take(held, resume('2026-03-05T17:00:00Z')).state).toBe('accepted');
  });

  it('of the system does not end by a word of the provider', () => {
    expect(codeOf(() => take(held, aStep('resume')))).toBe('HOLD_STANDS');
  });

  it('survives a request to cancel that is taken back', () => {
    const asked = take(
      held,
      aStep('request-cancel', { actors: ['S'], reasonCode: 'no_longer_interested' }),
    );
    expect(asked).toMatchObject({ state: 'cancel_requested', cancelResumeTo: 'on_hold' });
    const back = take(asked, aStep('retract-cancel', { actors: ['S'] }));
    expect(back).toMatchObject({ state: 'on_hold', holdResumeTo: 'scheduled' });
  });
});

describe('voiding', () => {
  const sent = aReferral({ state: 'sent' });
  const step = (userId: string) => aStep('void', { actors: ['C'], userId });

  it('takes two people', () => {
    const proposed = take(sent, step('cleo'));
    expect(proposed.state).toBe('sent');
    expect(codeOf(() => take(proposed, step('cleo')))).toBe('SECOND_PERSON_REQUIRED');
    expect(take(proposed, step('carl')).state).toBe('voided');
  });
});

describe('re-opening', () => {
  const step = aStep('reopen', { reasonCode: 'client_returned' });
  it.each([
    ['a completed one after 30 days', 'completed', 30, 'taken'],
    ['a completed one after 31 days', 'completed', 31, 'TOO_LATE_TO_REOPEN'],
    ['a cancelled one that was accepted', 'cancelled', 1, 'taken'],
  ] as const)('%s', (_, state, days, code) => {
    const ended = aReferral({ state, stateSince: daysAgo(days), acceptedAt: daysAgo(40) });
    expect(codeOf(() => take(ended, step))).toBe(code);
  });

  it('refuses a cancelled one that never was', () => {
    const ended = aReferral({ state: 'cancelled', stateSince: daysAgo(1) });
    expect(codeOf(() => take(ended, step))).toBe('NEVER_ACCEPTED');
  });
});

describe('a wrong state', () => {
  it('says what the user could do instead', () => {
    const referral = aReferral({ state: 'accepted' });
    expect(() => take(referral, aStep('send', { actors: ['S'] }))).toThrow(
      'The referral is accepted; permitted: hold, request-cancel.',
    );
  });

  it('permits nobody anything after voiding', () => {
    expect(permittedCommands(aReferral({ state: 'voided' }), ['S', 'P', 'C', 'X'])).toEqual([]);
  });
});

describe('random commands', () => {
  const actors: Actor[] = ['S', 'P', 'C', 'X'];
  const reasons = [
    undefined,
    'at_capacity',
    'info_missing',
    'sent_in_error',
    'hospitalised',
    'in_custody',
    'consent_revoked',
    'client_deceased',
    'client_returned',
    'no_response',
    'not_engaged',
    'client_acceptable',
  ];
  const tries = fc.array(
    fc.record({
      command: fc.constantFrom(...REFERRAL_COMMANDS),
      actor: fc.constantFrom(...actors),
      reasonCode: fc.constantFrom(...reasons),
      userId: fc.constantFrom('hana', 'pax', 'cleo'),
      hours: fc.integer({ min: 0, max: 200 }),
      reviews: fc.boolean(),
    }),
    { maxLength: 60 },
  );

  it('never leave the table, and its steps fold to the state', () => {
    fc.assert(
      fc.property(tries, (attempts) => {
        let referral = aReferral();
        let timers: Timer[] = timersOfDraft(referral, { calendar: city, hasLockedPlace: false });
        let at = monday;
        for (const { command, actor, reasonCode, userId, hours, reviews } of attempts) {
          at = new Date(+at + hours * 3600_000);
          const fields = {
            ...{ startsAt: new Date(+at + 3600_000).toISOString(), modality: 'in_person' },
            ...{ endsAt: new Date(+at + 7200_000).toISOString(), outcome, needConfirmed: true },
          };
          const step = aStep(command, { actors: [actor], reasonCode, userId, fields, at });
          const given = facts({
            service: aService({ reviewDeclines: reviews, singleContact: true }),
          });
          try {
            const taken = takeStep(referral, step, given);
            const isListed = REFERRAL_RULES.some(
              (rule) =>
                rule.id === taken.rule.id &&
                rule.from.includes(taken.before.state) &&
                rule.actors.includes(actor),
            );
            expect(isListed).toBe(true);
            expect(taken.before).toBe(referral);
            expect(taken.after.version).toBe(referral.version + 1);
            timers = timersAfter(timers, taken, { calendar: city, hasLockedPlace: false });
            referral = taken.after;
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
          }
          const running = timers.filter(({ dueAt }) => dueAt !== null);
          if (isOpen(referral.state)) expect(running).not.toEqual([]);
          else expect(timers).toEqual([]);
          const names = timers.map(({ timer, step: n }) => `${timer}/${n}`);
          expect(new Set(names).size).toBe(names.length);
        }
      }),
      { numRuns: 400 },
    );
  });
});
