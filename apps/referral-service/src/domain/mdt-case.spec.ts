import { describe, expect, it } from '@jest/globals';
import { codeOf } from '../../test/code-of.js';
import {
  aClosedCase,
  anActiveCase,
  anEnrolledCase,
  aNomination,
  anOfferedCase,
  aProposedCase,
  daysAgo,
  monday,
} from '../../test/mdt-case.builder.js';
import {
  activate,
  close,
  decline,
  enrol,
  inactivate,
  nominate,
  offer,
  reopen,
  type MdtCase,
} from './mdt-case.js';

const declined = (at: Date) => aClosedCase({ reason: 'declined_by_client', at });
const agreed = { agreedAt: daysAgo(1), decisionId: 'd1', study: null, arm: null };

describe('nominating a person who crossed the line', () => {
  it.each<[string, MdtCase[], boolean]>([
    ['no earlier case', [], true],
    ['an open case', [aProposedCase()], false],
    ['an open case of another programme', [aProposedCase({ programme: 'other' })], true],
    ['an offer declined 89 days ago', [declined(daysAgo(89))], false],
    ['an offer declined 90 days ago', [declined(daysAgo(90))], true],
    ['a case closed with its goals met', [aClosedCase({ at: daysAgo(1) })], true],
  ])('with %s', (_, known, isNominated) => {
    expect(nominate(aNomination(), known, monday) !== undefined).toBe(isNominated);
  });
});

describe('a case', () => {
  it('is offered to a lead', () => {
    expect(offer(aProposedCase(), 'hana', monday)).toMatchObject({
      status: 'offered',
      leadUserId: 'hana',
      version: 2,
      at: monday,
    });
  });

  it('keeps when the person agreed', () => {
    expect(enrol(anOfferedCase(), agreed, monday).enrolment).toEqual(agreed);
    const tomorrow = { ...agreed, agreedAt: new Date(+monday + 1) };
    expect(codeOf(() => enrol(anOfferedCase(), tomorrow, monday))).toBe('NOT_YET_AGREED');
  });

  it('rests and is taken up again', () => {
    const active = activate(anEnrolledCase(), monday);
    const inactive = inactivate(active, monday);
    expect(activate(inactive, monday)).toMatchObject({ status: 'active', version: 6 });
  });

  it.each([
    ['a proposed one as not eligible', aProposedCase(), 'not_eligible', 'taken'],
    ['a proposed one with its goals met', aProposedCase(), 'goals_met', 'REASON_REFUSED'],
    ['an active one with its goals met', anActiveCase(), 'goals_met', 'taken'],
    ['an active one for no reason', anActiveCase(), undefined, 'REASON_REQUIRED'],
    ['an offered one', anOfferedCase(), 'goals_met', 'WRONG_STATE'],
  ])('is closed: %s', (_, mdtCase, reason, code) => {
    expect(codeOf(() => close(mdtCase, { reason, destination: null }, monday))).toBe(code);
  });

  it('is declined only while it is offered', () => {
    expect(decline(anOfferedCase(), 'declined_by_client', monday)).toMatchObject({
      status: 'closed',
      reason: 'declined_by_client',
    });
    expect(codeOf(() => decline(aProposedCase(), 'declined_by_client', monday))).toBe(
      'WRONG_STATE',
    );
  });

  it.each([
    ['after 90 days', aClosedCase({ at: daysAgo(90) }), 'taken'],
    ['after 91 days', aClosedCase({ at: daysAgo(91) }), 'TOO_LATE_TO_REOPEN'],
    ['that nobody enrolled in', aClosedCase({ enrolment: null }), 'NEVER_ENROLLED'],
    ['that is open', anActiveCase(), 'WRONG_STATE'],
  ])('is re-opened: one %s', (_, mdtCase, code) => {
    expect(codeOf(() => reopen(mdtCase, monday))).toBe(code);
  });

  it('forgets why it was closed when it is taken up again', () => {
    expect(reopen(aClosedCase({ at: daysAgo(1) }), monday)).not.toHaveProperty('reason');
  });

  it.each([
    ['offer', () => offer(anActiveCase(), 'hana', monday)],
    ['enrol', () => enrol(aProposedCase(), agreed, monday)],
    ['activate', () => activate(aProposedCase(), monday)],
    ['inactivate', () => inactivate(anEnrolledCase(), monday)],
  ])('refuses to %s in a wrong state', (_, step) => {
    expect(codeOf(step)).toBe('WRONG_STATE');
  });
});
