import { describe, expect, it } from '@jest/globals';
import { daysAgo, monday } from '../../test/mdt-case.builder.js';
import { shownCard, type FieldCard } from './field-card.js';

const card = (overrides: Partial<FieldCard> = {}): FieldCard => ({
  caseId: 'c1',
  safety: [{ code: 'medical_fragility', expiresAt: '2026-06-01T00:00:00Z' }],
  howToHelp: { triggers: ['crowds'], calmingSteps: ['speak_slowly'], language: 'es' },
  callNow: '+15625550100',
  agreedAt: daysAgo(20),
  reviewedAt: daysAgo(20),
  writtenBy: 'hana',
  ...overrides,
});

describe('a field card', () => {
  it('shows what was agreed', () => {
    expect(shownCard(card(), monday)).toMatchObject({ callNow: '+15625550100' });
  });

  it('hides everything when nobody reviewed it for a year', () => {
    expect(shownCard(card({ reviewedAt: daysAgo(365) }), monday)).toEqual({});
  });

  it('lets a safety fact expire by itself', () => {
    const old = [{ code: 'weapon', expiresAt: '2026-03-01T00:00:00Z' } as const];
    expect(shownCard(card({ safety: old }), monday)).not.toHaveProperty('safety');
  });

  it('is nothing where nobody wrote one', () => {
    expect(shownCard(undefined, monday)).toEqual({});
  });
});
