import type { PushedRecord } from '@continuum/contracts';
import type { City, Source } from '../src/domain/source.js';

export const aCity = (overrides: Partial<City> = {}): City => ({
  timeZone: 'America/Los_Angeles',
  referenceKey: 'a key for tests',
  facilities: undefined,
  ...overrides,
});

export const aSource = (overrides: Partial<Source> = {}): Source => ({
  department: 'police',
  source: 'jail',
  kinds: ['booking'],
  versioning: 'number',
  recordId: 'plain',
  timeZone: 'America/Los_Angeles',
  cadenceDays: 1,
  travel: {},
  labels: {},
  rate: 5_000,
  projects: [],
  victimProjects: [],
  isVictimService: false,
  juveniles: 'refuse',
  padsDates: false,
  ...overrides,
});

export const aBookingBody = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  bookingNo: '2024-88412',
  facility: 'city-jail',
  admittedAt: '2024-03-08T20:10:00-08:00',
  admissionReason: 'new_offence',
  charges: [{ statute: 'PC 647(f)', level: 'misdemeanor' }],
  ...overrides,
});

export const aSubject = (overrides: PushedRecord['subject'] = {}) => ({
  names: [{ use: 'official' as const, given: 'Ana', family: 'Varga' }],
  birthDates: ['1981-06-14'],
  sex: 'female' as const,
  ...overrides,
});

/** A booking of the jail, version 1. */
export const aBooking = (overrides: Partial<PushedRecord> = {}): PushedRecord => ({
  kind: 'booking',
  recordId: '88412',
  version: 1,
  sourcePersonId: 'J-100',
  subject: aSubject(),
  body: aBookingBody(),
  ...overrides,
});

export const aVoid = (overrides: Partial<PushedRecord> = {}): PushedRecord => ({
  kind: 'booking',
  recordId: '88412',
  version: 2,
  status: 'voided',
  voidReason: 'entered_in_error',
  body: {},
  ...overrides,
});
