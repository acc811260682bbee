import { draft, type NewReferral, type Referral } from '../src/domain/referral.js';
import type { Capacity, Service } from '../src/domain/directory.js';
import type { Facts } from '../src/domain/referral-guards.js';
import type { Step } from '../src/domain/referral-step.js';
import { ANA, daysAgo, monday } from './mdt-case.builder.js';

export const city = { zone: 'America/Los_Angeles', holidays: new Set<string>() };
const REFERRAL = 'f0000000-0000-4000-8000-000000000001';

export const aService = (overrides: Partial<Service> = {}): Service => ({
  serviceId: 'svc-bridge-shelter',
  version: 1,
  at: daysAgo(30),
  organizationId: 'org-bridge',
  department: 'homeless-services',
  recipient: 'department',
  publicLabel: 'Bridge shelter',
  status: 'active',
  needs: ['shelter'],
  doors: ['mdt', 'officer'],
  urgencies: ['routine', 'urgent', 'immediate'],
  staff: ['pax'],
  area: null,
  labels: [],
  slotManaged: false,
  sessionBased: false,
  singleContact: false,
  servesInCustody: false,
  isPart2: false,
  reviewDeclines: false,
  ...overrides,
});

export const aCapacity = (overrides: Partial<Capacity> = {}): Capacity => ({
  serviceId: 'svc-bridge-shelter',
  unit: 'bed',
  population: 'adult',
  version: 1,
  available: 1,
  reserved: 0,
  maximum: 20,
  funded: 20,
  reportedAt: monday,
  staleAfterMinutes: 1440,
  ...overrides,
});

export const aStart = (overrides: Partial<NewReferral> = {}): NewReferral => ({
  referralId: REFERRAL,
  personId: ANA,
  anchorRecordKey: null,
  caseId: null,
  needCategory: 'shelter',
  urgency: 'routine',
  door: 'mdt',
  senderUserId: 'hana',
  discloses: ['mdt.status'],
  ...overrides,
});

export const aReferral = (overrides: Partial<Referral> = {}): Referral => ({
  ...draft(aStart(), aService(), daysAgo(1)),
  ...overrides,
});

export const facts = (overrides: Partial<Facts> = {}): Facts => ({
  service: aService(),
  zone: city.zone,
  capacity: [aCapacity()],
  hasDuplicate: false,
  decision: {
    decisionId: 'd1',
    purpose: 'CARE_COORD',
    permitted: ['mdt.status'],
    withheld: [],
  },
  ...overrides,
});

export const aStep = (command: Step['command'], overrides: Partial<Step> = {}): Step => ({
  command,
  actors: ['P'],
  userId: 'pax',
  fields: {},
  at: monday,
  newId: 'a0000000-0000-4000-8000-000000000001',
  ...overrides,
});

export const appointment = {
  startsAt: '2026-03-04T17:00:00Z',
  endsAt: '2026-03-04T18:00:00Z',
  modality: 'in_person',
};
export const outcome = {
  delivered: 'full',
  need: 'met',
  confirmedBy: 'provider',
  sessionsAttended: 3,
} as const;
