import { describe, expect, it } from '@jest/globals';
import { asOfMonth, dueMonth } from './due-month.js';

describe('the month that is due', () => {
  it.each([
    ['is the last one that is over where none was published', undefined, '2024-07-01', '2024-06'],
    ['is that one on each day of the next', undefined, '2024-07-31', '2024-06'],
    ['is the one after the newest published', '2023-12', '2024-07-01', '2024-01'],
    ['is none while the next one runs', '2024-06', '2024-07-31', undefined],
  ])('%s', (_, newest, today, expected) => {
    expect(dueMonth(newest, today)).toBe(expected);
  });

  it('is counted as of the day after it', () => {
    expect(asOfMonth('2024-02')).toBe('2024-03-01');
    expect(asOfMonth('2023-12')).toBe('2024-01-01');
  });
});
