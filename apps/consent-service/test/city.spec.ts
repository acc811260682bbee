import { describe, expect, it } from '@jest/globals';
import type { DecisionContext } from '@continuum/contracts';
import { decide } from '../src/domain/decide.js';
import type { AccessRequest, ConsentFact, Facts, RelationFact } from '../src/domain/facts.js';
import { planSearch } from '../src/domain/plan-search.js';
import { compilePolicy } from '../src/domain/policy/compile-policy.js';
import { policySetFaults } from '../src/domain/policy/policy-set-faults.js';
import { policySetFrom } from '../src/domain/policy/policy-set-from.js';
import { userFactOf } from '../src/domain/policy/user-fact.js';
import type { CityDocument } from '../src/domain/policy/policy-document.js';
import { publicView } from '../src/domain/public-view.js';
import { approvedLaw, read } from './acceptance/documents.js';
import { shownBy } from './acceptance/runner.js';

const now = new Date('2026-11-23T18:00:00Z');
const ana = '018e0000-0000-7000-8000-000000000001';
const FILES = ['city', 'departments', 'users', 'teams', 'datasets', 'agreements'];
const city = Object.assign(
  {},
  ...FILES.map((name) => read<object>(`../../tools/stack/city/${name}.yaml`)),
) as CityDocument;
const set = policySetFrom(city, approvedLaw(), now);
const policy = compilePolicy(set);

describe('the demonstration city', () => {
  it('is a policy set without a fault', () => {
    expect(policySetFaults(set)).toEqual([]);
  });

  it('shows its case manager housing and custody, health by authorisation, treatment not at all', () => {
    const asks = {
      elements: [
        'stay.entryOn',
        'ems.unitDisposition',
        'book.name',
        'book.facility',
        'sud.progress',
      ],
    };
    expect(shown('hana', asks, { relations: [caseload] })).toEqual([
      'book.facility',
      'book.name',
      'stay.entryOn',
    ]);
    expect(
      shown('hana', asks, { relations: [caseload], consents: [form('ems-authorisation')] }),
    ).toEqual(['book.facility', 'book.name', 'ems.unitDisposition', 'stay.entryOn']);
  });

  it('shows the progress note with its notice once the person has consented', () => {
    const facts = factsOf('hana', { relations: [caseload], consents: [form('sud-progress')] });
    const verdict = decide(aRequest({ elements: ['sud.progress', 'sud.diagnosis'] }), facts, now);
    const view = publicView(verdict, policy);
    expect(shownBy({ ...view, reasons: [], validUntil: '' })).toEqual(['sud.progress']);
    expect(view.obligations.map(({ code }) => code)).toEqual(['NOTICE_P2', 'CONSENT_SCOPE']);
  });

  it('shows the clinician in jail the custody of a patient, and the coordinator the case', () => {
    const patient: RelationFact = { ...caseload, kind: 'in-custody-patient' };
    const asks = {
      purpose: 'TREAT',
      elements: ['book.admittedAt', 'ems.diagnosis', 'enc.diagnosis', 'sud.progress'],
    };
    expect(shown('cara', asks, { relations: [patient] })).toEqual([
      'book.admittedAt',
      'ems.diagnosis',
      'enc.diagnosis',
    ]);
    const coordinator: RelationFact = { ...caseload, kind: 'coordinator' };
    expect(
      shown(
        'cleo',
        { action: 'list', elements: ['mdt.status', 'sud.level'] },
        { relations: [coordinator] },
      ),
    ).toEqual(['mdt.status']);
  });

  it('shows an officer the card of whom the incident is about, and that only', () => {
    const incident: RelationFact = { ...caseload, kind: 'incident', context: '26-0001' };
    const asks = {
      purpose: 'FIRST_RESPONSE',
      elements: ['card.safety', 'book.name', 'stay.name', 'ems.diagnosis'],
      context: { incident: '26-0001' },
    };
    expect(shown('omar', asks, { relations: [incident] })).toEqual(['book.name', 'card.safety']);
    expect(shown('omar', asks, {})).toEqual([]);
  });

  it('shows the shelter the referral it received, before anything about the person', () => {
    const { personId: _, ...received }: RelationFact = {
      ...caseload,
      kind: 'receiver',
      recordKey: 'rfrl/1',
    };
    const asks = {
      persons: [],
      recordKeys: ['rfrl/1', 'home/hmis/1'],
      elements: ['rfrl.state', 'stay.name'],
    };
    expect(shown('pax', asks, { relations: [received] })).toEqual(['rfrl.state']);
  });

  it('lets a referral tell the shelter what the person released to it', () => {
    const asks = {
      action: 'share-on' as const,
      elements: ['stay.name', 'rfrl.needCategory', 'book.name'],
      recipient: { organization: 'org-bridge' },
    };
    expect(shown('hana', asks, { relations: [caseload] })).toEqual([]);
    expect(
      shown('hana', asks, { relations: [caseload], consents: [form('shelter-referral')] }),
    ).toEqual(['rfrl.needCategory', 'stay.name']);
  });

  it('lets a referral stay within the department that holds the housing records', () => {
    const asks = {
      action: 'share-on' as const,
      elements: ['stay.name', 'stay.projectType', 'ems.unitDisposition'],
      recipient: { department: 'homeless-services' },
    };
    expect(shown('hana', asks, { relations: [caseload] })).toEqual([
      'stay.name',
      'stay.projectType',
    ]);
    expect(shown('hana', asks, {})).toEqual([]);
  });

  it('counts for the analyst and shows nobody', () => {
    const asks = {
      purpose: 'REPORTING',
      action: 'aggregate' as const,
      persons: [],
      elements: ['book.admittedAt', 'sud.startsOn', 'book.name'],
    };
    expect(shown('ada', asks, {})).toEqual(['book.admittedAt', 'sud.startsOn']);
  });

  it.each<[string, string, DecisionContext, string[]]>([
    ['hana', 'CARE_COORD', {}, ['book.birthDate', 'book.name', 'stay.birthDate', 'stay.name']],
    ['cara', 'TREAT', {}, ['book.birthDate', 'book.name', 'mh.birthDate', 'mh.name']],
    ['omar', 'FIRST_RESPONSE', { incident: '26-0001' }, ['book.birthDate', 'book.name']],
    ['dev', 'CARE_COORD', {}, []],
  ])(
    'lets %s look people up for %s by what may be read of everybody',
    (user, purpose, context, searchable) => {
      const datasets = ['stay', 'book', 'ems', 'sud', 'mh'];
      const elements = datasets.flatMap((dataset) => [`${dataset}.name`, `${dataset}.birthDate`]);
      const incident: RelationFact = {
        relationId: 'i',
        kind: 'incident',
        context: '26-0001',
        from: earlier,
      };
      const facts = factsOf(user, { relations: [incident] });
      expect(planSearch({ purpose, elements, context }, facts, now).searchable).toEqual(searchable);
    },
  );
});

const earlier = new Date('2026-11-01T00:00:00Z');
const caseload: RelationFact = { relationId: 'c', kind: 'caseload', personId: ana, from: earlier };

const record = (recordKey: string, dataset: string, department: string) => ({
  recordKey,
  dataset,
  department,
  labels: policy.datasets.get(dataset)?.labels ?? [],
  restrictions: [],
  isWithdrawn: false,
  personId: ana,
  confidence: 'confirmed' as const,
});

function factsOf(userId: string, given: Partial<Facts>): Facts {
  const row = set.users.find(({ id }) => id === userId);
  return {
    policy,
    ...(row && { user: userFactOf(row) }),
    session: { mfaAt: new Date(+now - 60_000), isOnBehalf: false },
    records: [
      record('home/hmis/1', 'stay', 'homeless-services'),
      record('fire/epcr/1', 'ems', 'fire'),
      record('health/ehr/1', 'enc', 'health'),
      record('police/jail/1', 'book', 'police'),
      record('sud-programme/ehr/1', 'sud', 'sud-programme'),
      record('mdt/1', 'mdt', 'homeless-services'),
      record('rfrl/1', 'rfrl', 'homeless-services'),
      record('card/1', 'card', 'homeless-services'),
    ],
    relations: [],
    roster: [],
    consents: [],
    restrictions: [],
    instruments: [],
    epochs: {},
    ...given,
  };
}

const aRequest = (asks: Partial<AccessRequest>): AccessRequest => ({
  purpose: 'CARE_COORD',
  action: 'read',
  persons: [ana],
  recordKeys: [],
  elements: [],
  capabilities: ['NOTICE_P2', 'CONSENT_SCOPE', 'TIMEBOX', 'SUPPRESS'],
  context: {},
  ...asks,
});

function shown(user: string, asks: Partial<AccessRequest>, given: Partial<Facts>): string[] {
  const verdict = decide(aRequest(asks), factsOf(user, given), now);
  return shownBy({ ...publicView(verdict, policy), reasons: [], validUntil: '' }).toSorted();
}

/** A form of the story, signed and received a week ago. */
function form(name: string): ConsentFact {
  const { forms } = read<{ forms: Record<string, object> }>('legal/forms.yaml');
  const signedAt = new Date(+now - 7 * 86_400_000);
  const written = forms[name] as Omit<ConsentFact, 'provisions'> & {
    provisions: ConsentFact['provisions'];
  };
  return {
    ...written,
    consentId: name,
    version: 1,
    recordKey: 'somewhere/else/1',
    personId: ana,
    confidence: 'confirmed',
    provisions: written.provisions.map((provision) => ({ ...provision, recipients: [] })),
    signedAt,
    signedBy: 'the person',
    receivedAt: signedAt,
    verifiedAt: signedAt,
    expiresAt: new Date(+now + 86_400_000),
  };
}
