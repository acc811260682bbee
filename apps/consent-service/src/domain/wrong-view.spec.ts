import { describe, expect, it } from '@jest/globals';
import type { Ruling } from './verdict.js';
import { wrongPartsOf, type Past } from './wrong-view.js';

const [ana, ava] = ['ana', 'ava'];
const OWN = 'hlth/ehr/ana';
const STRANGERS = 'pd/jail/ava';

const aRuling = (changes: Partial<Ruling> = {}): Ruling => ({
  recordKey: OWN,
  personId: ana,
  dataset: 'enc',
  department: 'hlth',
  element: 'enc.diagnosis',
  transform: 'SHOW',
  labels: [],
  obligations: [],
  basisRows: [],
  relationIds: [],
  consentIds: [],
  instrumentIds: [],
  isSampleLaw: false,
  conflicts: [],
  actingAs: { department: 'home', role: 'case-manager' },
  ...changes,
});
const strangers = aRuling({
  recordKey: STRANGERS,
  dataset: 'book',
  department: 'pd',
  element: 'book.admittedAt',
});
const wrongParts = (past: Partial<Past>, moved: [string, string][] = [[STRANGERS, ava]]) =>
  wrongPartsOf(
    { rulings: [], relations: [], consents: [], ...past },
    { moved: new Map(moved), personOf: (id) => id },
  );

describe('what a reader was shown', () => {
  it('is wrong as far as it is a stranger’s', () => {
    expect(wrongParts({ rulings: [aRuling(), strangers] })).toEqual([
      {
        personId: ana,
        recordKeys: [STRANGERS],
        datasets: ['book'],
        elements: ['book.admittedAt'],
        owners: ['pd'],
        actingAs: { department: 'home', role: 'case-manager' },
      },
    ]);
  });

  it('is right where nothing moved, or where what moved came back', () => {
    expect(wrongParts({ rulings: [aRuling(), strangers] }, [])).toEqual([]);
    expect(wrongParts({ rulings: [strangers] }, [[STRANGERS, ana]])).toEqual([]);
  });

  it.each(['WITHHOLD', 'WITHHOLD_SILENT'] as const)('is nothing if it was %s', (transform) => {
    expect(wrongParts({ rulings: [{ ...strangers, transform }] })).toEqual([]);
  });

  it('is wrong if it was shown for a relation to a stranger’s record', () => {
    const relations = [{ relationId: 'r1', recordKey: STRANGERS }];
    const rulings = [aRuling({ relationIds: ['r1'] })];
    expect(wrongParts({ rulings, relations })).toMatchObject([
      { recordKeys: [STRANGERS], datasets: ['enc'] },
    ]);
  });

  it('is wrong if it was shown for a stranger’s consent', () => {
    const consents = [{ consentId: 'c1', recordKey: STRANGERS }];
    const rulings = [aRuling({ consentIds: ['c1'] })];
    expect(wrongParts({ rulings, consents })).toMatchObject([{ recordKeys: [STRANGERS] }]);
  });
});
