import { describe, expect, it } from '@jest/globals';
import { daysBetween, monthKey, plusDays, plusMonths, plusYears } from './local-date.js';

describe('stepping through the calendar', () => {
  it.each([
    ['2024-02-29', -5, '2019-02-28'],
    ['2025-02-28', -5, '2020-02-28'],
    ['2024-07-01', -5, '2019-07-01'],
    ['2020-02-29', 5, '2025-02-28'],
  ])('%s and %i years is %s', (date, years, expected) => {
    expect(plusYears(date, years)).toBe(expected);
  });

  it('clamps a month to its last day', () => {
    expect(plusMonths('2023-08-31', 6)).toBe('2024-02-29');
    expect(plusMonths('2024-12-31', 2)).toBe('2025-02-28');
  });

  it('steps over months and years by days', () => {
    expect(plusDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(plusDays('2024-01-01', -1)).toBe('2023-12-31');
  });

  it('counts days across a clock change', () => {
    expect(daysBetween('2024-03-09', '2024-03-11')).toBe(2);
  });

  it('names the month of a date', () => {
    expect(monthKey('2024-02-29')).toBe(202402);
  });
});
