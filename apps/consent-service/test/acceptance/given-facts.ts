import type {
  ConsentFact,
  Facts,
  InstrumentFact,
  RecordFact,
  RelationFact,
  RosterFact,
} from '../../src/domain/facts.js';
import { endOfLocalDay } from '../../src/domain/local-date.js';
import { compilePolicy } from '../../src/domain/policy/compile-policy.js';
import { userFactOf } from '../../src/domain/policy/user-fact.js';
import type { Given, GivenForm, GivenRelation, World } from './acceptance-row.js';
import { givenPolicy } from './given-policy.js';

const INSTANT = /(At|^from|^until|Until)$/;

/** The facts that one user's request rests on, in the world of a row. */
export function givenFacts(world: World, given: Given, userId: string, now: Date): Facts {
  const set = givenPolicy(given, now);
  const row = set.users.find(({ id }) => id === userId);
  return {
    policy: compilePolicy(set),
    ...(row && { user: userFactOf(row) }),
    session: { mfaAt: new Date(+now - 3_600_000), isOnBehalf: false },
    records: world.records.map((record) => recordFact(record, world, given)),
    relations: [...world.relations, ...(given.relations ?? [])]
      .filter(({ user }) => user === userId)
      .map((relation, index) => relationFact(relation, `relation-${index}`, world)),
    roster: world.roster.map(({ person, ...entry }) => ({
      ...(instants(entry) as RosterFact),
      personId: idOf(person, world),
      homelessEvidenceOn: given.rosterEvidenceOn ?? entry.homelessEvidenceOn,
    })),
    consents: (given.forms ?? []).map((form) => consentFact(form, world, set.timeZone)),
    restrictions: [],
    instruments: (given.instruments ?? []).map(({ person, ...instrument }) => ({
      ...(instants(instrument) as InstrumentFact),
      personId: idOf(person, world),
    })),
    epochs: { policy: 1 },
  };
}

export const idOf = (person: string, { persons }: World) => persons[person] ?? person;

function recordFact(
  row: World['records'][number],
  world: World,
  { sealed = [] }: Given,
): RecordFact {
  const { person, confidence = 'confirmed', ...record } = row;
  const restrictions = sealed.includes(row.recordKey) ? ['sealed'] : [];
  return { ...record, confidence, restrictions, isWithdrawn: false, personId: idOf(person, world) };
}

function relationFact(
  { user: _, person, ...relation }: GivenRelation,
  relationId: string,
  world: World,
) {
  return { ...(instants(relation) as RelationFact), relationId, personId: idOf(person, world) };
}

function consentFact({ use, ...changes }: GivenForm, world: World, zone: string): ConsentFact {
  const { person = 'ana', expiresOn, ...form } = { ...world.forms[use], ...changes };
  const provisions = (form.provisions ?? []).map((provision) => ({
    ...provision,
    recipients: provision.recipients ?? [],
  }));
  return {
    ...({
      version: 1,
      confidence: 'confirmed',
      formVersion: '1',
      signedBy: 'the person',
      capacity: 'self',
      ...(instants(form) as object),
    } as ConsentFact),
    provisions,
    personId: idOf(person, world),
    ...(expiresOn && { expiresAt: endOfLocalDay(expiresOn, zone) }),
  };
}

function instants(row: object): unknown {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      if (typeof value === 'string' && INSTANT.test(key)) return [key, new Date(value)];
      const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
      return [key, isNested ? instants(value as object) : value];
    }),
  );
}
