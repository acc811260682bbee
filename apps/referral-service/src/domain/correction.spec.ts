import { describe, expect, it } from '@jest/globals';
import { aCorrection } from '../../test/correction.builder.js';
import { ANA, BEN, monday } from '../../test/mdt-case.builder.js';
import { codeOf } from '../../test/code-of.js';
import { putRight, refuseWhileUncertain, settle, widen } from './correction.js';

const STRANGER = '33333333-3333-4333-8333-333333333333';
const by = (personId?: string) => ({
  candidates: [ANA, BEN],
  personId,
  userId: 'cleo',
  now: monday,
});

describe('putting right whom something is about', () => {
  it('names one of the persons it may be about', () => {
    expect(putRight(aCorrection({ kind: 'person_uncertain' }), by(BEN))).toMatchObject({
      state: 'resolved',
      outcome: 'named',
      resolvedBy: 'cleo',
      version: 2,
    });
  });

  it.each([
    ['a stranger', STRANGER],
    ['nobody', undefined],
  ])('does not name %s', (_, personId) => {
    const uncertain = aCorrection({ kind: 'person_uncertain' });
    expect(codeOf(() => putRight(uncertain, by(personId)))).toBe('PERSON_UNFIT');
  });

  it('confirms what its record has said already, and takes no other word for it', () => {
    const moved = aCorrection({ kind: 'person_moved' });
    expect(putRight(moved, by())).toMatchObject({ state: 'resolved', outcome: 'confirmed' });
    expect(codeOf(() => putRight(moved, by(ANA)))).toBe('PERSON_UNFIT');
  });

  it('happens once', () => {
    const done = settle(aCorrection(), 'linked_again', monday);
    expect(codeOf(() => putRight(done, by()))).toBe('WRONG_STATE');
  });
});

describe('a correction that is raised', () => {
  it('remembers every person when its record moves again', () => {
    const known = aCorrection({ personIds: [ANA, BEN] });
    const more = widen(known, { kind: 'person_moved', personIds: [BEN, STRANGER] }, monday);
    expect(more).toMatchObject({ personIds: [ANA, BEN, STRANGER], version: 2 });
  });
});

describe('while nobody can say whom it is about', () => {
  it.each([
    ['send', true],
    ['enrol', true],
    ['void', false],
    ['close', false],
  ])('%s is refused: %s', (command, isRefused) => {
    const code = codeOf(() => refuseWhileUncertain({ isPersonUncertain: true }, command));
    expect(code).toBe(isRefused ? 'PERSON_UNCERTAIN' : 'taken');
  });
});
