import type {
  ActiveCase,
  ClosedCase,
  EnrolledCase,
  Nomination,
  OfferedCase,
  ProposedCase,
} from '../src/domain/mdt-case.js';

export const monday = new Date('2026-03-02T17:00:00Z');
export const daysAgo = (days: number) => new Date(+monday - days * 24 * 3600_000);
export const ANA = '11111111-1111-4111-8111-111111111111';
export const BEN = '22222222-2222-4222-8222-222222222222';
const CASE = 'c0000000-0000-4000-8000-000000000001';

export const aNomination = (overrides: Partial<Nomination> = {}): Nomination => ({
  caseId: CASE,
  personId: ANA,
  anchorRecordKey: null,
  isPersonUncertain: false,
  programme: 'justice-lab',
  origin: 'hfu',
  crossing: null,
  ...overrides,
});

export const aProposedCase = (overrides: Partial<ProposedCase> = {}): ProposedCase => ({
  ...aNomination(),
  status: 'proposed',
  version: 1,
  at: daysAgo(10),
  proposedAt: daysAgo(10),
  ...overrides,
});

export const anOfferedCase = (overrides: Partial<OfferedCase> = {}): OfferedCase => ({
  ...aProposedCase(),
  status: 'offered',
  version: 2,
  leadUserId: 'hana',
  ...overrides,
});

export const anEnrolledCase = (overrides: Partial<EnrolledCase> = {}): EnrolledCase => ({
  ...anOfferedCase(),
  status: 'enrolled',
  version: 3,
  enrolment: { agreedAt: daysAgo(5), decisionId: 'd1', study: null, arm: null },
  ...overrides,
});

export const anActiveCase = (overrides: Partial<ActiveCase> = {}): ActiveCase => ({
  ...anEnrolledCase(),
  status: 'active',
  version: 4,
  ...overrides,
});

export const aClosedCase = (overrides: Partial<ClosedCase> = {}): ClosedCase => ({
  ...anActiveCase(),
  status: 'closed',
  version: 5,
  reason: 'goals_met',
  destination: null,
  ...overrides,
});
