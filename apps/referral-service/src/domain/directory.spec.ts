import { describe, expect, it } from '@jest/globals';
import { aCapacity, aService } from '../../test/referral.builder.js';
import { daysAgo, monday } from '../../test/mdt-case.builder.js';
import { answerOf, labelsOf, occupy, release, reserve } from './directory.js';

describe('asking for a place', () => {
  const managed = aService({ slotManaged: true });
  it.each([
    ['a free place', managed, [aCapacity()], 'capacity'],
    [
      'no free place of a service that keeps places',
      managed,
      [aCapacity({ reserved: 1 })],
      'no-capacity',
    ],
    ['no free place of another service', aService(), [aCapacity({ available: 0 })], 'waitlist'],
    [
      'an old figure',
      managed,
      [aCapacity({ reportedAt: daysAgo(2) })],
      'additional-assessment-required',
    ],
    ['no figure', managed, [], 'additional-assessment-required'],
  ])('answers by %s', (_, service, rows, answer) => {
    expect(answerOf(service, rows, monday)).toBe(answer);
  });
});

describe('a place', () => {
  it('is kept, freed, and gone when the person came', () => {
    const kept = reserve([aCapacity()], monday);
    expect(kept).toMatchObject({ available: 1, reserved: 1, version: 2 });
    expect(release(kept)).toMatchObject({ available: 1, reserved: 0 });
    expect(occupy(kept)).toMatchObject({ available: 0, reserved: 0 });
  });

  it('is not kept twice', () => {
    expect(() => reserve([aCapacity({ reserved: 1 })], monday)).toThrow('No place is free');
  });
});

describe('labels of a service', () => {
  it('say that a Part 2 programme answers', () => {
    expect(labelsOf({ isPart2: true })).toEqual(['PART2', 'HIPAA']);
    expect(labelsOf({ isPart2: false })).toEqual([]);
  });
});
