import { describe, expect, it } from '@jest/globals';
import { approvedLaw } from '../../../test/acceptance/documents.js';
import type { ConsentFact } from '../facts.js';
import { missingItems } from './checklist.js';

const complete: ConsentFact = {
  consentId: '018e0000-0000-7000-8000-0000000000c1',
  version: 1,
  recordKey: 'sud-programme/ehr/1',
  confidence: 'confirmed',
  family: 'part2-tpo',
  formVersion: '1',
  kind: 'PART2_TPO',
  discloser: 'sud-programme',
  recipients: [{ class: 'provider' }],
  intermediaries: ['continuum'],
  provisions: [{ effect: 'permit', covers: ['sud'], purposes: ['TREAT'], recipients: [] }],
  statements: [
    'statement-right-to-revoke',
    'statement-redisclosure',
    'statement-consequences-of-refusal',
  ],
  signedAt: new Date('2026-01-05T18:00:00Z'),
  signedBy: 'the person',
  expiresAt: new Date('2027-01-06T08:00:00Z'),
};

const checklist = approvedLaw().checklists.find(({ kind }) => kind === 'PART2_TPO')?.items ?? [];

const { expiresAt: _expiresAt, ...endless } = complete;
const { signedAt: _signedAt, ...undated } = complete;

describe('the checklist of a Part 2 form', () => {
  it('is met by a complete form', () => {
    expect(missingItems(complete, checklist, 'continuum')).toEqual([]);
  });

  it.each<[string, ConsentFact]>([
    ['names-intermediary', { ...complete, intermediaries: ['another'] }],
    ['names-recipient', { ...complete, recipients: [] }],
    ['names-data', { ...complete, provisions: [] }],
    ['has-end', endless],
    ['dated', undated],
    ['signed', { ...complete, signedBy: '' }],
    ['has-review-date', { ...complete, endEvent: { name: 'case-closed' } }],
    ['statement-redisclosure', { ...complete, statements: complete.statements.slice(0, 1) }],
  ])('misses %s where it is not there', (item, form) => {
    expect(missingItems(form, checklist, 'continuum')).toContain(item);
  });

  it('misses an item that nobody knows', () => {
    expect(missingItems(complete, ['form-unheard-of'], 'continuum')).toEqual(['form-unheard-of']);
  });
});
