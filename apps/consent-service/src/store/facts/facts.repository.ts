import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AccessRequest, Facts, SessionFact } from '../../domain/facts.js';
import { toFact } from '../consent/consent.mapping.js';
import { consentEpoch, DSA_EPOCH, POLICY_EPOCH, relationEpoch } from '../epoch.repository.js';
import { PolicyRepository } from '../policy/policy.repository.js';
import { queryPrepared } from '../query-prepared.js';
import { toRecord, toRelation, toRestriction, toRoster, type FactsRow } from './facts.mapping.js';
import { FACTS } from './facts.sql.js';
import { toUser } from './user.mapping.js';

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
    private readonly dataSource: DataSource,
    private readonly policies: PolicyRepository,
  ) {}

  /** All of it is one snapshot: one statement while the policy is known, else one REPEATABLE READ transaction. */
  async load(request: AccessRequest, asking: Asking): Promise<Case> {
    const parameters = parametersOf(request, asking.userId);
    const [row] = await queryPrepared<FactsRow>(this.dataSource, 'facts', FACTS, parameters);
    const policy = row && this.policies.known(epochsOf(row, request, asking.userId));
    if (row && policy) return toCase(row, policy, request, asking);
    return this.dataSource.transaction('REPEATABLE READ', (tx) =>
      this.loadWithPolicy(request, asking, tx),
    );
  }

  private async loadWithPolicy(request: AccessRequest, asking: Asking, tx: EntityManager) {
    const [row]: FactsRow[] = await tx.query(FACTS, parametersOf(request, asking.userId));
    if (!row) throw new Error('the statement answers one row');
    const epochs = epochsOf(row, request, asking.userId);
    return toCase(row, await this.policies.at(epochs, tx), request, asking);
  }
}

function parametersOf(request: AccessRequest, userId: string): unknown[] {
  const { persons, recordKeys, elements } = request;
  const datasets = elements.map((element) => element.slice(0, element.indexOf('.')));
  return [persons, recordKeys, userId, [...new Set(datasets)], namesOf(request, userId)];
}

const namesOf = ({ persons, recordKeys }: AccessRequest, userId: string) => [
  POLICY_EPOCH,
  DSA_EPOCH,
  relationEpoch(userId),
  ...[...persons, ...recordKeys].map(consentEpoch),
];

/** An epoch that never moved is at 0. */
function epochsOf({ survivors, epochs }: FactsRow, request: AccessRequest, userId: string) {
  const names = [...namesOf(request, userId), ...Object.keys(survivors ?? {}).map(consentEpoch)];
  return Object.fromEntries(names.map((name) => [name, epochs?.[name] ?? 0]));
}

function toCase(
  row: FactsRow,
  policy: Facts['policy'],
  request: AccessRequest,
  { userId, session }: Asking,
): Case {
  const survivors = row.survivors ?? {};
  const survive = <T extends { readonly personId?: string }>(value: T): T =>
    value.personId === undefined
      ? value
      : { ...value, personId: survivors[value.personId] ?? value.personId };
  const facts = {
    policy,
    ...(row.account && { user: toUser(row.account) }),
    session,
    records: (row.records ?? []).map(toRecord).map(survive),
    relations: (row.relations ?? []).map(toRelation).map(survive),
    roster: (row.roster ?? []).map(toRoster).map(survive),
    consents: (row.consents ?? [])
      .map((form) => toFact(form, form.person_id ?? undefined))
      .map(survive),
    restrictions: (row.restrictions ?? []).map(toRestriction).map(survive),
    instruments: [],
    epochs: epochsOf(row, request, userId),
  };
  const persons = request.persons.map((id) => survivors[id] ?? id);
  return { request: { ...request, persons: [...new Set(persons)] }, facts };
}
