import { describe, expect, it } from '@jest/globals';
import {
  catalogue,
  REFERRAL_COMMANDS,
  REFERRAL_STATES,
  type ReferralState,
} from '@continuum/contracts';
import { aReferral, aStep } from '../../test/referral.builder.js';
import { END_STATES, isOpen, OPEN_STATES, REFERRAL_RULES, type Actor } from './referral-rules.js';
import { permit } from './referral-step.js';
import { TIMER_RULES } from './timer-rules.js';

const ACTORS: Actor[] = ['S', 'P', 'C', 'X'];

const targets = (from: ReferralState): ReferralState[] =>
  REFERRAL_RULES.filter((rule) => rule.from.includes(from)).flatMap(({ to, id }) => {
    if (to === 'same') return [from];
    if (to === 'reviewFrom') return ['accepted', 'waitlisted', 'scheduled'];
    if (to === 'holdResumeTo' || to === 'cancelResumeTo') {
      return ['accepted', 'waitlisted', 'scheduled', 'no_show', 'in_service'];
    }
    return id ? [to] : [];
  });

function reachable(from: ReferralState): Set<ReferralState> {
  const seen = new Set([from]);
  for (const state of seen) for (const next of targets(state)) seen.add(next);
  return seen;
}

describe('the table of referral rules', () => {
  it('has the 52 rules, each once, in order', () => {
    const ids = Array.from({ length: 52 }, (_, n) => `R${String(n + 1).padStart(2, '0')}`);
    expect(REFERRAL_RULES.map(({ id }) => id)).toEqual(ids);
  });

  it('knows every state as open or ended', () => {
    expect([...OPEN_STATES, ...END_STATES].sort()).toEqual([...REFERRAL_STATES].sort());
  });

  it('reaches every state from draft', () => {
    expect([...reachable('draft')].sort()).toEqual([...REFERRAL_STATES].sort());
  });

  it.each(OPEN_STATES)('leads from %s to an end that is not voided', (state) => {
    const ends = [...reachable(state)].filter((to) => !isOpen(to) && to !== 'voided');
    expect(ends).not.toEqual([]);
  });

  it.each(OPEN_STATES)('has a deadline in %s', (state) => {
    expect(TIMER_RULES.some((rule) => rule.in.includes(state))).toBe(true);
  });

  it('publishes known events, and nothing of a draft', () => {
    const events = REFERRAL_RULES.flatMap(({ event }) => event ?? []);
    expect(events.filter((event) => !catalogue.has(`referral.${event}.v1`))).toEqual([]);
    const silent = REFERRAL_RULES.filter(({ event }) => event === null).map(({ id }) => id);
    expect(silent).toEqual(['R01', 'R02', 'R03']);
  });

  it('lets a sender cancel only what nobody accepted', () => {
    const cancels = REFERRAL_RULES.filter(
      ({ command, actors }) => command === 'cancel' && actors.includes('S'),
    );
    expect(cancels.flatMap(({ from }) => from)).toEqual(['info_requested', 'sent']);
  });

  it('gives every negative end a reason', () => {
    const ends = REFERRAL_RULES.filter(({ to }) =>
      ['declined', 'expired', 'cancelled', 'ended_unmet'].includes(to),
    );
    const without = ends.filter((rule) => !rule.reasons && !rule.systemReasons);
    expect(without.map(({ id }) => id)).toEqual(['R14', 'R43']);
  });

  describe.each(REFERRAL_STATES)('in %s', (state) => {
    const referral = aReferral({ state, reviewFrom: 'accepted' });

    it.each(ACTORS)('refuses everything that is not listed, to %s', (actor) => {
      const refused = REFERRAL_COMMANDS.filter((command) => {
        const isListed = REFERRAL_RULES.some(
          (rule) =>
            rule.command === command &&
            rule.from.includes(state) &&
            rule.actors.includes(actor) &&
            (!rule.cameFrom || rule.cameFrom.includes('accepted')),
        );
        const attempt = () => permit(referral, aStep(command, { actors: [actor] }));
        if (isListed) expect(attempt).not.toThrow();
        else expect(attempt).toThrow(/^The referral is|^This step is not/);
        return !isListed;
      });
      expect(refused.length).toBeGreaterThan(0);
    });
  });
});
