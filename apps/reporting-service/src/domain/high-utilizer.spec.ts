import { describe, expect, it } from '@jest/globals';
import { aBooking, aCitation, cleanCitations } from '../../test/contact-row.builder.js';
import type { LinkedRow } from './contact-row.js';
import { changesOn, standingOf } from './high-utilizer.js';

const JULY = '2024-07-01';
const ten = () => cleanCitations(10);
const at = (instant: string) => new Date(instant);

const vectors: [name: string, rows: () => LinkedRow[], confirmed: number][] = [
  [
    'P1: a booking on the first day of the window counts',
    () => [...ten(), aBooking({ on: '2019-07-01', at: at('2019-07-01T07:30:00Z') })],
    11,
  ],
  [
    'P2: a citation and a booking on one incident are one',
    () => {
      const [first, ...rest] = ten();
      return [
        { ...first!, incidentNos: ['24-001'] },
        ...rest,
        aBooking({ incidentNos: ['24-001'], on: '2023-03-02' }),
      ];
    },
    10,
  ],
  [
    'P3: voided, detention only and transfer in do not count',
    () => [
      ...Array.from({ length: 8 }, (_, day) => aBooking({ on: `2023-03-0${day + 1}` })),
      aBooking({ isDetentionOnly: true }),
      aBooking({ reason: 'transfer_in' }),
    ],
    8,
  ],
  [
    'P4: the evening before the window is out',
    () => [...ten(), aCitation({ on: '2019-06-30', at: at('2019-07-01T06:59:59Z') })],
    10,
  ],
  [
    'P5: an episode is dated by its first row, window or not',
    () => [
      ...ten(),
      aCitation({ on: '2019-06-30', incidentNos: ['19-7'] }),
      aBooking({ on: '2019-07-02', incidentNos: ['19-7'] }),
    ],
    10,
  ],
  [
    'P6: another agency, no number and a warrant are three',
    () => [
      ...cleanCitations(7),
      aCitation({ incidentNos: ['23-9'] }),
      aCitation({ incidentNos: ['23-9'], agency: 'county-sheriff' }),
      aCitation(),
      aBooking({ reason: 'warrant_fta', incidentNos: ['23-9'] }),
    ],
    11,
  ],
  ['P7: the as-of day is out', () => [...ten(), aBooking({ on: JULY })], 10],
  ['P8: citations know no admission reason and no legal status', () => cleanCitations(11), 11],
  [
    'P9: traffic and minors do not count',
    () => [...ten(), aCitation({ category: 'traffic' }), aCitation({ ageOnDate: 17 })],
    10,
  ],
  [
    'P10: three citations of one officer in 31 minutes are two stops',
    () => [
      ...cleanCitations(9),
      ...['17:00', '17:29', '17:31'].map((time) =>
        aCitation({ officerNo: 'OFFICER', on: '2023-05-02', at: at(`2023-05-02T${time}:00Z`) }),
      ),
    ],
    11,
  ],
];

describe('counting contact episodes in five years', () => {
  it.each(vectors)('%s', (_, rows, confirmed) => {
    const standing = standingOf(rows(), JULY);
    expect(standing.confirmed).toBe(confirmed);
    expect(standing.isHighUtilizer).toBe(confirmed >= 11);
  });

  it('P4 would be eleven if dates were computed in UTC', () => {
    const rows = [...ten(), aCitation({ at: at('2019-07-01T06:59:59Z') })];
    const inUtc = rows.map((row) => ({ ...row, on: row.at?.toISOString().slice(0, 10) ?? row.on }));
    expect(standingOf(inUtc, JULY).confirmed).toBe(11);
  });

  it('P11: a probable link makes a person uncertain, not a high utilizer', () => {
    expect(standingOf([...ten(), aBooking({ confidence: 'probable' })], JULY)).toEqual({
      asOf: JULY,
      confirmed: 10,
      withProbable: 11,
      isHighUtilizer: false,
      isUncertain: true,
    });
  });

  it.each([
    ['2019-02-28', 1],
    ['2019-02-27', 0],
  ])('P12: as of a leap day, %s counts %i', (on, counted) => {
    expect(standingOf([aCitation({ on })], '2024-02-29').confirmed).toBe(counted);
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
