import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type {
  AccessRequest,
  Facts,
  RecordFact,
  SessionFact,
  UserFact,
} from '../../domain/facts.js';
import { ConsentRepository } from '../consent/consent.repository.js';
import { RestrictionRepository } from '../consent/restriction.repository.js';
import {
  consentEpoch,
  DSA_EPOCH,
  EpochRepository,
  POLICY_EPOCH,
  relationEpoch,
} from '../epoch.repository.js';
import { PolicyRepository } from '../policy/policy.repository.js';
import { PersonRepository, type Persons } from './person.repository.js';
import { RecordFactRepository } from './record-fact.repository.js';
import { RelationRepository } from './relation.repository.js';
import { UserRepository } from './user.repository.js';

/** Who asks, as the token said. */
export interface Asking {
  readonly userId: string;
  readonly session: SessionFact;
}

/** The request with survivors in place of absorbed ids, and what to decide it on. */
export interface Case {
  readonly request: AccessRequest;
  readonly facts: Facts;
}

/** Everything one decision rests on. */
@Injectable()
export class FactsRepository {
  constructor(
    private readonly epochs: EpochRepository,
    private readonly policies: PolicyRepository,
    private readonly users: UserRepository,
    private readonly people: PersonRepository,
    private readonly records: RecordFactRepository,
    private readonly relations: RelationRepository,
    private readonly consents: ConsentRepository,
    private readonly restrictions: RestrictionRepository,
  ) {}

  /** The transaction must be REPEATABLE READ: all of it is one snapshot. */
  async load(
    request: AccessRequest,
    { userId, session }: Asking,
    tx: EntityManager,
  ): Promise<Case> {
    const byKey = request.recordKeys.length
      ? await this.records.ofPersons([], request.recordKeys, tx)
      : [];
    const persons = await this.people.resolve([...request.persons, ...personsOf(byKey)], tx);
    const user = await this.users.find(userId, tx);
    const epochs = await this.epochs.read(epochsOf(request, userId, persons), tx);
    const facts = {
      policy: await this.policies.at(epochs, tx),
      ...(user && { user }),
      session,
      records: merged(byKey, await this.recordsOf(request, persons, tx), persons),
      ...(await this.aboutPersons(request, user, persons, tx)),
      instruments: [],
      epochs,
    };
    const asked = request.persons.map((id) => persons.get(id) ?? id);
    return { request: { ...request, persons: [...new Set(asked)] }, facts };
  }

  private async recordsOf(
    { persons: asked, elements }: AccessRequest,
    persons: Persons,
    tx: EntityManager,
  ) {
    if (asked.length === 0) return [];
    const survivors = new Set(asked.map((id) => persons.get(id) ?? id));
    const ids = [...persons].filter(([, survivor]) => survivors.has(survivor)).map(([id]) => id);
    const datasets = new Set(elements.map((element) => element.slice(0, element.indexOf('.'))));
    return (await this.records.ofPersons(ids, [], tx)).filter(({ dataset }) =>
      datasets.has(dataset),
    );
  }

  private async aboutPersons(
    { recordKeys }: AccessRequest,
    user: UserFact | undefined,
    persons: Persons,
    tx: EntityManager,
  ) {
    const ids = [...persons.keys()];
    const relations = user ? await this.relations.between(user, ids, recordKeys, tx) : [];
    if (ids.length + recordKeys.length === 0) {
      return { relations, roster: [], consents: [], restrictions: [] };
    }
    const roster = await this.relations.rosterOf(ids, tx);
    return {
      relations: relations.map((known) => survive(known, persons)),
      roster: roster.map((entry) => survive(entry, persons)),
      consents: await this.consents.ofPersons(persons, recordKeys, tx),
      restrictions: await this.restrictions.ofPersons(persons, tx),
    };
  }
}

const epochsOf = (
  { persons: asked, recordKeys }: AccessRequest,
  userId: string,
  persons: Persons,
) => [
  POLICY_EPOCH,
  DSA_EPOCH,
  relationEpoch(userId),
  ...new Set([...asked, ...persons.keys(), ...recordKeys].map(consentEpoch)),
];

const personsOf = (records: readonly RecordFact[]) =>
  records.flatMap(({ personId }) => (personId === undefined ? [] : [personId]));

function merged(byKey: readonly RecordFact[], ofPersons: readonly RecordFact[], persons: Persons) {
  const all = new Map([...byKey, ...ofPersons].map((record) => [record.recordKey, record]));
  return [...all.values()].map((record) => survive(record, persons));
}

/** Absorbed ids lead to the survivor. */
function survive<T extends { readonly personId?: string }>(value: T, persons: Persons): T {
  const survivor = value.personId === undefined ? undefined : persons.get(value.personId);
  return survivor === undefined ? value : { ...value, personId: survivor };
}
