import type { PushedRecord, PushedSubject } from '@continuum/contracts';
import { lastMonth } from './published-month.js';

const DAY_MS = 86_400_000;
const HOME = {
  line1: '418 Juniper Walk',
  city: 'Long Beach',
  region: 'CA',
  postcode: '90804',
  kind: 'home',
} as const;

/** What a department pushes, and the feed it comes by. */
export interface Pushed {
  readonly feed: string;
  readonly record: PushedRecord;
}

/** One of two namesakes: so many bookings, and a stay in a shelter. */
export interface Namesake {
  readonly stay: string;
  readonly bookings: readonly string[];
  readonly records: readonly Pushed[];
}

/**
 * Six bookings of one, five of the other, one each in the last month that is over: only together are they eleven. The
 * other is written down as himself first.
 */
export function namesakes(now: Date) {
  return {
    orin: aNamesake('OR', 6, now, written('1984-05-06', '5624417701')),
    omri: aNamesake('OM', 5, now, written('1971-02-03', '5624417702', '77 Cypress Row')),
    /** A clerk picks the wrong one of two namesakes: birth date and home are the first one's. */
    omriAsOrin: aNamesake('OM', 5, now, written('1984-05-06', '5624417702'), 2),
  };
}

const written = (birthDate: string, phone: string, line1: string = HOME.line1): PushedSubject => ({
  names: [{ use: 'official', given: 'Orin', family: 'Quintavale' }],
  birthDates: [birthDate],
  sex: 'male',
  addresses: [{ ...HOME, line1 }],
  phones: [phone],
});

function aNamesake(
  prefix: string,
  bookings: number,
  now: Date,
  subject: PushedSubject,
  version = 1,
): Namesake {
  const ids = Array.from({ length: bookings }, (_, nth) => `${prefix}-BOOK-${nth}`);
  const correction = version > 1 ? { correctionReason: 'clerical' } : {};
  const stay = `${prefix}-STAY`;
  return {
    stay: `homeless-services/hmis/${stay}`,
    bookings: ids.map((recordId) => `police/jail/${recordId}`),
    records: [
      ...ids.map((recordId, nth) => ({
        feed: 'police/jail',
        record: {
          ...{ kind: 'booking', recordId, version, subject, ...correction },
          body: bookingOf(recordId, admitted(nth, now)),
        },
      })),
      {
        feed: 'homeless-services/hmis',
        record: {
          ...{ kind: 'hmis_enrollment', recordId: stay, version, subject, ...correction },
          body: {
            enrollmentNo: `H-${prefix}`,
            projectId: 'harbor-rest',
            projectType: 1,
            entryOn: '2024-02-01',
            livingSituation: 116,
          },
        },
      },
    ],
  };
}

const admitted = (nth: number, now: Date) =>
  nth === 0 ? lastMonth(now).tenthMs : +now - (nth + 2) * 40 * DAY_MS;

const bookingOf = (recordId: string, admittedMs: number) => ({
  bookingNo: `BK-${recordId}`,
  facility: 'city-jail',
  admittedAt: instant(admittedMs),
  admissionReason: 'new_offence',
  arrestingAgency: 'lbpd',
  incidentNo: [`I-${recordId}`],
  legalStatus: 'arrest',
  releasedAt: instant(admittedMs + 9 * 3_600_000),
  releaseReason: 'cited_out',
  charges: [{ statute: '602 PC', level: 'misdemeanor' }],
});

const instant = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString();
