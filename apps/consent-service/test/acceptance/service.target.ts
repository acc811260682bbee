import type { Decision, SearchPlan } from '@continuum/contracts';
import type {
  ConsentFact,
  Facts,
  RecordFact,
  RelationFact,
  RosterFact,
} from '../../src/domain/facts.js';
import type { Explanation } from '../../src/actions/explainer.js';
import { isShown, type Ruling } from '../../src/domain/verdict.js';
import { ConsentRepository } from '../../src/store/consent/consent.repository.js';
import { RecordFactRepository } from '../../src/store/facts/record-fact.repository.js';
import { RelationRepository } from '../../src/store/facts/relation.repository.js';
import { RosterRepository } from '../../src/store/facts/roster.repository.js';
import { putPolicySet } from '../a-city.js';
import type { ConsentService } from '../a-consent-service.js';
import type { Ask, Given, World } from './acceptance-row.js';
import { givenFacts, idOf } from './given-facts.js';
import { givenPolicy } from './given-policy.js';
import type { Answer } from './runner.js';

/** The service over HTTP: the row's rules are put in force, its facts are in the store, and a user asks. */
export async function askService(
  service: ConsentService,
  world: World,
  given: Given,
  ask: Ask,
): Promise<Answer> {
  const now = new Date(ask.at ?? world.now);
  service.clock.set(now);
  await empty(service);
  await putPolicy(service, given, now);
  const user = ask.request?.user ?? ask.search?.user ?? '';
  await keep(service, givenFacts(world, given, user, now));
  return ask.request ? decide(service, world, ask.request) : plan(service, ask);
}

async function decide(
  service: ConsentService,
  world: World,
  { user, persons = [], ...asked }: NonNullable<Ask['request']>,
): Promise<Answer> {
  const body = {
    capabilities: world.platformCapabilities,
    ...asked,
    persons: persons.map((person) => idOf(person, world)),
  };
  const answer = await service.ask('/v1/decisions', { user, body });
  const decision = (await answer.json()) as Decision;
  const { outcome, reasons, sources, validUntil } = decision;
  const explanation = await service.ask(`/v1/decisions/${decision.decisionId}/explanation`, {
    user: 'gus',
  });
  return {
    outcome,
    reasons: reasons.map(({ code }) => code),
    sources,
    validUntil,
    officer: officerOf((await explanation.json()) as Explanation),
  };
}

async function plan(service: ConsentService, { search }: Ask): Promise<Answer> {
  const { user, ...body } = { user: '', ...search };
  const answer = await service.ask('/v1/search-plans', { user, body });
  const nothing = { sources: [], validUntil: '' };
  if (!answer.ok) {
    const { code } = (await answer.json()) as { code: string };
    return { ...nothing, outcome: 'DENY', reasons: [code], searchable: [] };
  }
  const { searchable, validUntil } = (await answer.json()) as SearchPlan;
  return { ...nothing, outcome: 'PERMIT', reasons: [], searchable, validUntil };
}

const officerOf = ({ rulings }: Explanation): NonNullable<Answer['officer']> => ({
  reasons: byElement(rulings, ({ reason }) => (reason ? [reason] : [])),
  basisRows: [...new Set(rulings.filter(isShown).flatMap(({ basisRows }) => basisRows))],
  obligations: byElement(rulings, ({ obligations }) => obligations),
  conflicts: rulings.flatMap(({ conflicts }) => conflicts),
});

function byElement(rulings: readonly Ruling[], of: (ruling: Ruling) => readonly string[]) {
  const groups = Map.groupBy(rulings, ({ element }) => element);
  return new Map([...groups].map(([element, group]) => [element, group.flatMap(of)]));
}

const EMPTIED = [
  ...['assignment', 'training', 'team', 'department', 'organization', 'city', 'dataset', 'element'],
  ...[
    'agreement',
    'grant',
    'purpose_rule',
    'purpose_template',
    'legal_basis_rule',
    'legal_approval',
  ],
  ...['notice', 'checklist', 'seed_relation', 'user', 'record_fact', 'relation', 'roster_entry'],
  ...['reader_notice', 'past_link', 'wrong_view_check'],
  ...['provision', 'consent', 'disclosure', 'permit', 'decision', 'audit_head', 'audit_entry'],
];

/** Rows are asked at instants in any order, and no ledger goes back in time: each begins with an empty one. */
async function empty({ dataSource }: ConsentService): Promise<void> {
  await dataSource.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(EMPTIED.map((table) => `DELETE FROM "${table}"`).join(';'));
  });
}

async function putPolicy(service: ConsentService, given: Given, now: Date): Promise<void> {
  const { approvals, ...rest } = givenPolicy(given, now);
  const rows = new Set(rest.basisRows.map(({ id }) => id));
  const set = { ...rest, approvals: approvals.filter(({ row }) => rows.has(row)) };
  const answer = await putPolicySet(service, set);
  if (!answer.ok) throw new Error(`The policy set was refused: ${await answer.text()}`);
}

async function keep({ app, dataSource, clock }: ConsentService, facts: Facts): Promise<void> {
  const at = clock.now();
  const forms = facts.consents.map((form) => hung(form, facts.records));
  await dataSource.transaction(async (tx) => {
    await app
      .get(RecordFactRepository)
      .link([...facts.records.map(toLink), ...forms.flatMap(({ record }) => record ?? [])], at, tx);
    await app.get(RecordFactRepository).withdraw(facts.records.filter(isSealed).map(toSeal), tx);
    await app.get(RelationRepository).save(
      facts.relations.map((relation) => toRelation(relation, facts.user?.userId, at)),
      tx,
    );
    await app.get(RosterRepository).save(facts.roster.map(toRoster), tx);
    for (const { form } of forms) {
      await app.get(ConsentRepository).save(form, { at, by: 'test', reason: 'test' }, tx);
    }
  });
}

const toLink = (record: RecordFact) => ({
  record_key: record.recordKey,
  dataset: record.dataset,
  department: record.department,
  labels: record.labels.join(','),
  person_id: record.personId ?? null,
  confidence: record.confidence,
  link_version: 1,
  record_version: 1,
});

/** In the store a form has its record's link; one that a row links otherwise hangs on a record of its own. */
function hung(form: ConsentFact, records: readonly RecordFact[]) {
  const known = records.find(({ recordKey }) => recordKey === form.recordKey);
  if (known?.personId === form.personId && known?.confidence === form.confidence) return { form };
  const recordKey = `${form.recordKey}-form`;
  const link = toLink({
    recordKey,
    dataset: 'form',
    department: form.discloser,
    labels: [],
    restrictions: [],
    isWithdrawn: false,
    confidence: form.confidence,
    ...(form.personId !== undefined && { personId: form.personId }),
  });
  return { form: { ...form, recordKey }, record: link };
}

const isSealed = ({ restrictions }: RecordFact) => restrictions.includes('sealed');
const toSeal = ({ recordKey }: RecordFact) => ({
  record_key: recordKey,
  reason: 'sealed',
  record_version: 1,
});

const toRelation = (relation: RelationFact, userId: string | undefined, at: Date) => ({
  relation_id: relation.relationId,
  version: 1,
  kind: relation.kind,
  user_id: userId ?? null,
  team_id: null,
  team_role: null,
  person_id: relation.personId ?? null,
  record_key: relation.recordKey ?? null,
  information_classes: relation.informationClasses?.join(',') ?? null,
  context: relation.context ?? null,
  department: relation.department ?? null,
  valid_from: relation.from,
  valid_until: relation.until ?? null,
  recorded_at: at,
  recorded_by: 'test',
  reason: 'test',
});

const toRoster = (entry: RosterFact, index: number) => ({
  case_id: `case-${index}`,
  team_id: entry.teamId,
  version: 1,
  programme: entry.programme,
  legal_mode: entry.legalMode,
  person_id: entry.personId,
  record_key: null,
  homeless_evidence_on: entry.homelessEvidenceOn ?? null,
  homeless_evidence_source: null,
  opened_at: entry.from,
  closed_at: entry.until ?? null,
});
