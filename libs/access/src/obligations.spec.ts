import { describe, expect, it } from '@jest/globals';
import type { Obligation } from '@continuum/contracts';
import { aDecision, aSource } from '../test/decision.builder.js';
import { carryOut } from './obligations.js';

const notice: Obligation = {
  code: 'NOTICE_P2',
  elements: ['sud.progress'],
  text: '42 CFR part 2 prohibits unauthorized use or disclosure of these records.',
  textVersion: '1',
};
const scope: Obligation = { code: 'CONSENT_SCOPE', elements: ['sud.progress'], text: 'Progress.' };

const progress = (...obligations: string[]) =>
  aSource({ dataset: 'sud', shown: [{ element: 'sud.progress', transform: 'SHOW', obligations }] });

const shownOf = (decision: ReturnType<typeof carryOut>) =>
  decision.decision.sources.flatMap(({ shown }) => shown.map(({ element }) => element));

describe('carrying out obligations', () => {
  it('sends the notice and the scope of the consent beside what they govern', () => {
    const sources = [progress('NOTICE_P2', 'CONSENT_SCOPE', 'LOG_P2')];
    const done = carryOut(aDecision({ sources, obligations: [notice, scope] }), [
      'NOTICE_P2',
      'CONSENT_SCOPE',
    ]);
    expect(shownOf(done)).toEqual(['sud.progress']);
    expect(done.notices).toEqual([notice, scope]);
  });

  it.each([
    ['nobody declared', ['NOTICE_P2'], [notice], []],
    ['has no text', ['NOTICE_P2'], [{ ...notice, text: '' }], ['NOTICE_P2']],
    ['is about another element', ['NOTICE_P2'], [{ ...notice, elements: [] }], ['NOTICE_P2']],
    ['nobody knows', ['DANCE'], [], ['NOTICE_P2']],
  ])('shows nothing under one that %s', (_, obligations, texts, declared) => {
    const sources = [aSource(), progress(...obligations)];
    const done = carryOut(aDecision({ sources, obligations: texts }), declared);
    expect(shownOf(done)).toEqual(['book.facility']);
    expect(done.notices).toEqual([]);
  });

  it.each([
    ['the consents', { consentIds: ['consent-1'] }, ['sud.progress']],
    ['a text', { text: 'Progress, to the care team.' }, ['sud.progress']],
    ['neither', { consentIds: [] }, []],
  ])('tells the scope of a consent by %s', (_, said, expected) => {
    const obligations = [{ code: 'CONSENT_SCOPE', elements: ['sud.progress'], ...said }];
    const sources = [progress('CONSENT_SCOPE')];
    const done = carryOut(aDecision({ sources, obligations }), ['CONSENT_SCOPE']);
    expect(shownOf(done)).toEqual(expected);
  });

  it('leaves no trace of a source of which nothing is left', () => {
    const done = carryOut(aDecision({ sources: [progress('NOTICE_P2')] }), []);
    expect(done.decision.sources).toEqual([]);
  });
});
