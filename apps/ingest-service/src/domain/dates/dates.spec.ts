import { describe, expect, it } from '@jest/globals';
import { readInstant } from './instant.js';
import { isDate, isPartialDate, precisionOf, spanOf } from './partial-date.js';

const zones = { source: 'America/Los_Angeles', city: 'America/Los_Angeles' };

describe('reading an instant', () => {
  it.each([
    ['with an offset', '2024-03-08T20:10:00-08:00', '2024-03-09T04:10:00Z', '2024-03-08', []],
    ['in UTC', '2024-03-09T04:10:00Z', '2024-03-09T04:10:00Z', '2024-03-08', []],
    [
      'with part of a second',
      '2024-03-09T04:10:00.25Z',
      '2024-03-09T04:10:00.250Z',
      '2024-03-08',
      [],
    ],
    [
      '30 June, the last second',
      '2026-06-30T23:59:59-07:00',
      '2026-07-01T06:59:59Z',
      '2026-06-30',
      [],
    ],
    [
      '1 July, half past midnight',
      '2026-07-01T00:30:00',
      '2026-07-01T07:30:00Z',
      '2026-07-01',
      ['zone_assumed'],
    ],
    [
      'without an offset',
      '2024-01-05T08:00:00',
      '2024-01-05T16:00:00Z',
      '2024-01-05',
      ['zone_assumed'],
    ],
    [
      'in the first autumn hour, told by its offset',
      '2026-11-01T01:30:00-07:00',
      '2026-11-01T08:30:00Z',
      '2026-11-01',
      [],
    ],
    [
      'in the second autumn hour, told by its offset',
      '2026-11-01T01:30:00-08:00',
      '2026-11-01T09:30:00Z',
      '2026-11-01',
      [],
    ],
    [
      'in the repeated hour: the first',
      '2026-11-01T01:30:00',
      '2026-11-01T08:30:00Z',
      '2026-11-01',
      ['zone_assumed', 'ambiguous_time'],
    ],
    [
      'in the skipped hour: moved by the gap',
      '2026-03-08T02:30:00',
      '2026-03-08T10:30:00Z',
      '2026-03-08',
      ['zone_assumed', 'nonexistent_time'],
    ],
    [
      'just after the skipped hour',
      '2026-03-08T03:00:00',
      '2026-03-08T10:00:00Z',
      '2026-03-08',
      ['zone_assumed'],
    ],
  ])('%s', (_, text, at, on, flags) => {
    expect(readInstant(text, zones)).toEqual({ at, on, flags, precision: 'second' });
  });

  it('keeps a date that stands alone, without inventing an hour', () => {
    const expected = { at: null, on: '2024-03-08', precision: 'day', flags: ['date_only'] };
    expect(readInstant('2024-03-08', zones)).toEqual(expected);
  });

  it('dates in the zone of the city what a source elsewhere wrote', () => {
    const east = { source: 'America/New_York', city: 'America/Los_Angeles' };
    expect(readInstant('2026-07-01T01:00', east)).toMatchObject({
      at: '2026-07-01T05:00:00Z',
      on: '2026-06-30',
      precision: 'minute',
    });
  });

  it.each([
    '2026-02-31',
    '2026-02-31T10:00:00Z',
    '2026-01-01T24:30:00',
    '01/02/2026',
    '2026-13-01',
  ])('refuses %s', (text) => expect(readInstant(text, zones)).toBeUndefined());
});

describe('a partial date', () => {
  it.each([
    ['1985-03-XX', 'month'],
    ['1985-XX-XX', 'year'],
    ['1985-03-07', 'day'],
    ['19XX-03-XX', null],
  ])('%s is precise to the %s', (text, precision) => {
    expect(precisionOf(text)).toBe(precision);
    expect(isPartialDate(text)).toBe(true);
  });

  it.each(['1985-02-30', '1985-13-XX', '1985-XX-32', '1985-02-3X'])('%s cannot exist', (text) => {
    expect(isPartialDate(text)).toBe(false);
  });

  it.each([
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2023-04-31', false],
    ['2023-00-10', false],
    ['2023-12-00', false],
    ['2023-1-1', false],
  ])('%s exists: %s', (text, exists) => {
    expect(isDate(text)).toBe(exists);
  });

  it('spans the days it may be', () => {
    expect(spanOf('1984-02-XX')).toEqual({ first: '1984-02-01', last: '1984-02-29' });
    expect(spanOf('1985-XX-XX')).toEqual({ first: '1985-01-01', last: '1985-12-31' });
  });
});
