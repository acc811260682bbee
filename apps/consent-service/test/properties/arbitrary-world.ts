import type {
  AccessRequest,
  ConsentFact,
  Facts,
  Interval,
  RecordFact,
  RelationFact,
  RestrictionFact,
} from '../../src/domain/facts.js';
import { assemblePolicySet } from '../../src/domain/policy/assemble-policy-set.js';
import { compilePolicy } from '../../src/domain/policy/compile-policy.js';
import { resolveDates } from '../../src/domain/policy/resolve-dates.js';
import { userFactOf } from '../../src/domain/policy/user-fact.js';
import type { PolicySet } from '../../src/domain/policy-set.js';
import { RELATION_KINDS, type Purpose, type RelationKind } from '../../src/domain/vocabulary.js';
import { acceptanceCity, approvedLaw, world } from '../acceptance/documents.js';
import fc from 'fast-check';

export const now = new Date('2026-03-02T18:00:00Z');
export const policySet: PolicySet = resolveDates(
  assemblePolicySet(acceptanceCity(), approvedLaw()),
  now,
);
/** A counterexample names the city instead of printing it. */
const policy = Object.assign(compilePolicy(policySet), { [fc.toStringMethod]: () => 'the city' });

export interface Asked {
  readonly request: AccessRequest;
  readonly facts: Facts;
}

const PERSONS = Object.values(world().persons).slice(0, 3);
/** Who asks what for: what the city is made for, and what it is not. */
const ERRANDS: readonly (readonly [user: string, purpose: Purpose, relation: RelationKind])[] = [
  ['nora', 'TREAT', 'treating'],
  ['cara', 'TREAT', 'in-custody-patient'],
  ['hana', 'CARE_COORD', 'caseload'],
  ['hana', 'MDT_HOMELESS', 'roster'],
  ['pria', 'DIVERSION_MONITOR', 'monitor'],
  ['omar', 'FIRST_RESPONSE', 'incident'],
  ['omar', 'LE_INVESTIGATION', 'own-case'],
  ['dev', 'CARE_COORD', 'own-case'],
];
const PURPOSES = [...new Set(ERRANDS.map(([, purpose]) => purpose))];
const DATASETS = [...policy.datasets.values()];
const ELEMENTS = [...policy.elements.keys()];

/** An instant within a minute of now, or well away from it. */
const instant = fc
  .oneof(fc.integer({ min: -60_000, max: 60_000 }), fc.constantFrom(-9e8, 9e8))
  .map((ms) => new Date(+now + ms));
const interval: fc.Arbitrary<Interval> = fc
  .record({ from: instant, until: fc.option(instant, { nil: undefined }) })
  .map(({ from, until }) => (until ? { from, until } : { from }));
const longAgo = new Date('2025-07-01T00:00:00Z');
const person = fc.constantFrom(...PERSONS);
const confidence = fc.constantFrom(
  'confirmed' as const,
  'confirmed' as const,
  'confirmed' as const,
  'probable' as const,
);
const purposes = fc.subarray([...PURPOSES]);

const record = fc
  .record({
    dataset: fc.constantFrom(...DATASETS),
    personId: person,
    confidence,
    id: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ dataset, id, ...link }): RecordFact => ({
    ...link,
    recordKey: `${dataset.owner}/source/${dataset.id}-${id}`,
    dataset: dataset.id,
    department: dataset.owner,
    labels: dataset.labels,
    restrictions: [],
    isWithdrawn: false,
  }));

const relationOf = (kind: RelationKind) =>
  fc
    .record({
      kind: fc.oneof(
        { weight: 4, arbitrary: fc.constant(kind) },
        fc.constantFrom(...RELATION_KINDS),
      ),
      personId: person,
      interval: fc.oneof(
        { weight: 4, arbitrary: fc.constant<Interval>({ from: longAgo }) },
        interval,
      ),
      id: fc.uuid(),
    })
    .map(({ interval: { from, until }, id, ...rest }): RelationFact => ({
      ...rest,
      relationId: id,
      from,
      ...(until && { until }),
      ...(rest.kind === 'incident' && { context: '26-0001' }),
    }));

const covers = fc.subarray(
  DATASETS.map(({ id }) => id),
  { minLength: 1, maxLength: 3 },
);

const provision = fc
  .record({
    effect: fc.constantFrom('permit' as const, 'permit' as const, 'deny' as const),
    covers,
    purposes,
  })
  .map((given) => ({ ...given, recipients: [] }));

export const consent = fc
  .record({
    consentId: fc.uuid(),
    kind: fc.constantFrom(
      'HIPAA_AUTH' as const,
      'PART2_TPO' as const,
      'PART2_SPECIFIC' as const,
      'PART2_CJ' as const,
    ),
    personId: person,
    confidence,
    family: fc.constantFrom('one', 'other'),
    discloser: fc.constantFrom('sudp', 'hlth', 'fire', 'cmh'),
    provisions: fc.array(provision, { minLength: 1, maxLength: 2 }),
    receivedAt: instant,
    expiresAt: instant,
    revokedAt: fc.option(instant, { nil: undefined }),
    isNamed: fc.boolean(),
    recordId: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ revokedAt, isNamed, recordId, ...form }): ConsentFact => ({
    ...form,
    version: 1,
    recordKey: `${form.discloser}/source/form-${recordId}`,
    formVersion: '1',
    recipients: [{ class: 'provider' }, { department: 'home' }, { userId: 'pria' }],
    intermediaries: isNamed ? ['continuum'] : [],
    statements: [
      'statement-right-to-revoke',
      'statement-redisclosure',
      'statement-no-conditioning',
      'statement-consequences-of-refusal',
    ],
    signedAt: form.receivedAt,
    signedBy: 'the person',
    verifiedAt: form.receivedAt,
    ...(revokedAt && { revocation: { receivedAt: revokedAt, isWritten: true } }),
  }));

export const restriction = fc
  .record({
    personId: person,
    acceptedBy: fc.constantFrom(...policy.departments.keys()),
    covers: fc.array(fc.constantFrom(...ELEMENTS), { maxLength: 5 }),
    purposes,
    interval,
    restrictionId: fc.uuid(),
  })
  .map(({ interval: { from, until }, ...rest }): RestrictionFact => ({
    ...rest,
    departments: [],
    from,
    ...(until && { until }),
  }));

/** Every so many of the elements, so that each dataset has its share. */
const someElements = fc
  .tuple(fc.integer({ min: 2, max: 12 }), fc.nat(11))
  .map(([step, first]) => ELEMENTS.filter((_, index) => index % step === first % step));

const request = (purpose: Purpose) =>
  fc
    .record({
      purpose: fc.oneof(
        { weight: 6, arbitrary: fc.constant(purpose) },
        fc.constantFrom(...PURPOSES),
      ),
      action: fc.oneof(
        { weight: 6, arbitrary: fc.constant('read' as const) },
        fc.constantFrom('list' as const, 'look-up' as const, 'export' as const),
      ),
      persons: fc.subarray(PERSONS, { minLength: 1 }),
      elements: someElements,
      capabilities: fc.oneof(
        { weight: 4, arbitrary: fc.constant([...world().platformCapabilities]) },
        fc.subarray([...world().platformCapabilities]),
      ),
    })
    .map((given): AccessRequest => ({
      ...given,
      recordKeys: [],
      context: { incident: '26-0001' },
    }));

const userOf = (userId: string) =>
  policySet.users.filter(({ id }) => id === userId).map(userFactOf)[0];

const errand = ([userId, purpose, kind]: (typeof ERRANDS)[number]) =>
  fc.record({
    request: request(purpose),
    user: fc.constant(userOf(userId)),
    records: fc.uniqueArray(record, {
      minLength: 2,
      maxLength: 10,
      selector: ({ recordKey }) => recordKey,
    }),
    relations: fc.array(relationOf(kind), { minLength: 1, maxLength: 5 }),
    consents: fc.array(consent, { maxLength: 4 }),
    restrictions: fc.array(restriction, { maxLength: 1 }),
  });

/** Any question in any small world of the acceptance city. */
export const asked: fc.Arbitrary<Asked> = fc
  .oneof(...ERRANDS.map(errand))
  .map(({ request: question, user, ...facts }) => ({
    request: question,
    facts: {
      ...facts,
      ...(user && { user }),
      policy,
      session: { mfaAt: new Date(+now - 3_600_000), isOnBehalf: false },
      roster: PERSONS.map((personId) => ({
        personId,
        teamId: 'mdt',
        programme: 'justice-lab',
        legalMode: 'CITY_LHJ' as const,
        homelessEvidenceOn: '2025-06-01',
        from: longAgo,
      })),
      instruments: [],
      epochs: {},
    },
  }));
