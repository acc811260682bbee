import { describe, expect, it } from '@jest/globals';
import { city } from '../../test/referral.builder.js';
import { businessMinutes, elapsedMinutes, laterByBusiness, localDate } from './business-time.js';

const at = (local: string, offset: string) => new Date(`${local}:00${offset}`);

describe('business time', () => {
  const sent = at('2024-03-08T16:30', '-08:00');
  const answered = at('2024-03-11T09:15', '-07:00');

  it('counts 1 h 45 min from Friday 16:30 to Monday 09:15, while 63 h 45 min pass', () => {
    expect(businessMinutes(sent, answered, city)).toBe(105);
    expect(elapsedMinutes(sent, answered)).toBe(63 * 60 + 45);
  });

  it.each([
    ['within a day', at('2026-03-02T09:00', '-08:00'), at('2026-03-02T10:30', '-08:00'), 90],
    ['over a night', at('2026-03-02T16:00', '-08:00'), at('2026-03-03T09:00', '-08:00'), 120],
    ['on a weekend', at('2026-03-07T09:00', '-08:00'), at('2026-03-08T17:00', '-07:00'), 0],
    [
      'over the autumn change',
      at('2024-11-01T16:00', '-07:00'),
      at('2024-11-04T09:00', '-08:00'),
      120,
    ],
    ['backwards', at('2026-03-03T09:00', '-08:00'), at('2026-03-02T09:00', '-08:00'), 0],
  ])('%s', (_, from, to, minutes) => {
    expect(businessMinutes(from, to, city)).toBe(minutes);
  });

  it('skips a holiday of the city', () => {
    const withHoliday = { ...city, holidays: new Set(['2024-03-11']) };
    expect(businessMinutes(sent, answered, withHoliday)).toBe(30);
  });

  it('leads forward to the minute that it counted', () => {
    expect(laterByBusiness(sent, 105, city)).toEqual(answered);
  });

  it('never ends outside working hours', () => {
    expect(laterByBusiness(at('2026-03-07T12:00', '-08:00'), 60, city)).toEqual(
      at('2026-03-09T09:00', '-07:00'),
    );
  });

  it('dates an instant by the wall clock of the city', () => {
    expect(localDate(new Date('2026-03-02T07:59:59Z'), city.zone)).toBe('2026-03-01');
    expect(localDate(new Date('2026-03-02T08:00:00Z'), city.zone)).toBe('2026-03-02');
  });

  it('refuses a calendar that never opens instead of searching for ever', () => {
    const start = new Date('2026-03-02T17:00:00Z');
    const days = Array.from({ length: 40_000 }, (_, n) =>
      new Date(+start + n * 86_400_000).toISOString().slice(0, 10),
    );
    const closed = { ...city, holidays: new Set(days) };
    expect(() => laterByBusiness(start, 1, closed)).toThrow('no business time');
  });
});
