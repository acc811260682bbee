import type { Decision, SourceDecision } from '@continuum/contracts';

export const ana = '0190a5b0-0000-7000-8000-00000000000a';

export function aSource(overrides: Partial<SourceDecision> = {}): SourceDecision {
  return {
    recordKey: 'homeless-services/hmis/E-1',
    personId: ana,
    dataset: 'stay',
    department: 'homeless-services',
    shown: shows('stay.name', 'stay.birthDate', 'stay.startsOn'),
    withheld: [],
    ...overrides,
  };
}

export const shows = (...elements: string[]): SourceDecision['shown'] =>
  elements.map((element) => ({ element, transform: 'SHOW', obligations: [] }));

export function aDecision(overrides: Partial<Decision> = {}): Decision {
  return {
    decisionId: '0190a5b0-0000-7000-8000-000000000001',
    outcome: 'PARTIAL',
    validUntil: '2026-03-02T18:01:00.000Z',
    epochs: { policy: 1 },
    reasons: [],
    sources: [aSource()],
    obligations: [],
    permits: [
      { owner: 'homeless-services', audience: 'ingest-service', permit: 'permit-of-homes' },
    ],
    ...overrides,
  };
}

/** Nothing to see, and nothing said about it. */
export const aSilentDenial = () => aDecision({ outcome: 'DENY', sources: [], permits: [] });
