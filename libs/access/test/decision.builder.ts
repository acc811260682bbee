import type { Decision, SourceDecision } from '@continuum/contracts';

export function aSource(overrides: Partial<SourceDecision> = {}): SourceDecision {
  return {
    recordKey: 'police/jail/B-1',
    personId: '0190a5b0-0000-7000-8000-00000000000a',
    dataset: 'book',
    department: 'police',
    shown: [{ element: 'book.facility', transform: 'SHOW', obligations: [] }],
    withheld: [],
    ...overrides,
  };
}

export function aDecision(overrides: Partial<Decision> = {}): Decision {
  return {
    decisionId: '0190a5b0-0000-7000-8000-000000000001',
    outcome: 'PERMIT',
    validUntil: '2026-03-02T18:01:00.000Z',
    epochs: { policy: 1 },
    reasons: [],
    sources: [aSource()],
    obligations: [],
    permits: [],
    ...overrides,
  };
}
