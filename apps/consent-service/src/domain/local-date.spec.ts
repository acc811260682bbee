import { describe, expect, it } from '@jest/globals';
import { daysBetween, endOfLocalDay, localDateOf, startOfLocalDay } from './local-date.js';

const ZONE = 'America/Los_Angeles';

describe('a date in the city', () => {
  it.each([
    ['in winter', '2026-03-02', '2026-03-03T08:00:00.000Z'],
    ['in summer', '2026-06-30', '2026-07-01T07:00:00.000Z'],
    ['when clocks go forward', '2026-03-08', '2026-03-09T07:00:00.000Z'],
    ['when clocks go back', '2026-11-01', '2026-11-02T08:00:00.000Z'],
  ])('ends at local midnight %s', (_, date, end) => {
    expect(endOfLocalDay(date, ZONE).toISOString()).toBe(end);
  });

  it('begins where the day before ends', () => {
    expect(startOfLocalDay('2026-11-01', ZONE).toISOString()).toBe('2026-11-01T07:00:00.000Z');
  });

  it('is that of the instant in the zone, not in UTC', () => {
    expect(localDateOf(new Date('2026-03-03T07:59:59.999Z'), ZONE)).toBe('2026-03-02');
  });

  it('is counted in calendar days, whatever the clocks did', () => {
    expect(daysBetween('2025-03-02', '2026-03-02')).toBe(365);
  });
});
