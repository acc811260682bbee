import { describe, expect, it } from '@jest/globals';
import type { PolicySet } from '../policy-set.js';
import { resolveDates } from './resolve-dates.js';

const firstRun = new Date('2026-11-23T18:30:00Z');

const agreement = (from: string, until: string) =>
  resolveDates(
    { timeZone: 'America/Los_Angeles', agreements: [{ from, until }] } as unknown as PolicySet,
    firstRun,
  ).agreements[0];

describe('dates of a policy set', () => {
  it.each([
    [
      'durations from the first run',
      '-P30D',
      '+P1Y',
      '2026-10-24T18:30:00.000Z',
      '2027-11-24T08:00:00.000Z',
    ],
    [
      'dates of the city',
      '2025-07-01',
      '2026-06-30',
      '2025-07-01T07:00:00.000Z',
      '2026-07-01T07:00:00.000Z',
    ],
    [
      'instants',
      '2025-07-01T00:00:00Z',
      '2026-07-01T00:00:00Z',
      '2025-07-01T00:00:00.000Z',
      '2026-07-01T00:00:00.000Z',
    ],
  ])('may be %s', (_, from, until, begins, ends) => {
    expect(agreement(from, until)).toEqual({ from: begins, until: ends });
  });
});
