import { describe, expect, it } from '@jest/globals';
import { aBooking, aCitation, cleanCitations } from '../../test/contact-row.builder.js';
import { HFU_VECTORS, JULY, ten } from '../../test/hfu-vectors.js';
import { changesOn, standingOf } from './high-utilizer.js';

describe('counting contact episodes in five years', () => {
  it.each(HFU_VECTORS)('$name', ({ rows, asOf, confirmed, withProbable }) => {
    expect(standingOf(rows, asOf)).toEqual({
      ...{ asOf, confirmed, withProbable },
      isHighUtilizer: confirmed >= 11,
      isUncertain: confirmed < 11 && withProbable >= 11,
    });
  });

  it('P4 would be eleven if dates were computed in UTC', () => {
    const rows = [...ten(), aCitation({ at: new Date('2019-07-01T06:59:59Z') })];
    const inUtc = rows.map((row) => ({ ...row, on: row.at?.toISOString().slice(0, 10) ?? row.on }));
    expect(standingOf(inUtc, JULY).confirmed).toBe(11);
  });

  it('takes several bookings of one group as one', () => {
    const group = { bookingGroupNo: 'GROUP' };
    expect(standingOf([aBooking(group), aBooking(group)], JULY).confirmed).toBe(1);
  });

  it('tells a reused incident number apart by its year', () => {
    const reused = { incidentNos: ['001977'], flags: ['incident_reused'] };
    const rows = [aCitation({ ...reused, on: '2022-03-01' }), aCitation({ ...reused })];
    expect(standingOf(rows, JULY).confirmed).toBe(2);
  });

  it.each(['hold_other_agency', 'court_return', 'sentence_service', 'weekend_service'])(
    'never counts a booking for %s',
    (reason) => {
      expect(standingOf([aBooking({ reason })], JULY).confirmed).toBe(0);
    },
  );

  it.each([
    ['a paper-only booking', aBooking({ isPaperOnly: true })],
    ['a release before its admission', aBooking({ flags: ['release_before_admission'] })],
    ['a row ahead of the clock', aCitation({ flags: ['ahead_of_clock'] })],
    ['a citation without category', aCitation({ category: null })],
    ['a row without a date', aCitation({ on: null })],
  ])('leaves out %s', (_, row) => {
    expect(standingOf([row], JULY).confirmed).toBe(0);
  });

  it('counts a person of unknown age', () => {
    expect(standingOf([aCitation({ ageOnDate: null })], JULY).confirmed).toBe(1);
  });
});

describe('foreseeing when a status changes by time alone', () => {
  it('is the day after the oldest episode can hold it', () => {
    const rows = cleanCitations(11);
    expect(changesOn(rows, JULY)).toBe('2028-03-02');
    expect(standingOf(rows, '2028-03-01').isHighUtilizer).toBe(true);
    expect(standingOf(rows, '2028-03-02').isHighUtilizer).toBe(false);
  });

  it('is a day later where a leap day begins the window', () => {
    const rows = cleanCitations(10);
    const leap = aCitation({ on: '2020-02-28' });
    expect(changesOn([...rows, leap], JULY)).toBe('2025-03-01');
  });

  it('is tomorrow for an eleventh contact that is dated tomorrow', () => {
    expect(changesOn([...cleanCitations(10), aCitation({ on: JULY })], JULY)).toBe('2024-07-02');
  });

  it('is never for somebody far from the line', () => {
    expect(changesOn(cleanCitations(3), JULY)).toBeNull();
  });
});
