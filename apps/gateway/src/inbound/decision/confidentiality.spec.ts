import { describe, expect, it } from '@jest/globals';
import type { Label } from '@continuum/contracts';
import { confidentialityOf } from './confidentiality.js';
import type { ShownRecord } from './shown-record.js';

const aRecord = (elements: string[], labels: Label[] = []): ShownRecord => ({
  recordKey: 'health/ehr/1',
  personId: null,
  department: 'health',
  dataset: 'enc',
  elements: Object.fromEntries(elements.map((element) => [element, 'shown'])),
  withheld: [],
  labels,
});

describe('the label of a view', () => {
  it.each([
    ['nothing', [], 'U'],
    ['a code case', [aRecord(['code.status'])], 'L'],
    ['a booking and a code case', [aRecord(['book.facility']), aRecord(['code.status'])], 'M'],
    ['a case of the team', [aRecord(['mdt.status'])], 'N'],
    ['treatment for substance use', [aRecord(['sud.progress'])], 'R'],
    ['an encounter that its source labelled HIV', [aRecord(['enc.name'], ['HIV'])], 'R'],
    ['a record of which nothing is shown', [aRecord([], ['SUD_NOTES'])], 'U'],
  ] as const)('showing %s', (_, records, expected) => {
    expect(confidentialityOf(records)).toBe(expected);
  });
});
