import { Injectable } from '@nestjs/common';
import type { DataOf, AgreementChangedV1, DatasetLevelChangedV1 } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type {
  AgreementRow,
  DatasetRow,
  PolicySet,
  RelationRow as SetRelation,
} from '../../domain/policy-set.js';
import { DSA_EPOCH, EpochRepository, POLICY_EPOCH, relationEpoch } from '../epoch.repository.js';
import {
  RelationRepository,
  type ChangedRelation,
  type RelationRow,
} from '../facts/relation.repository.js';
import { UserRepository } from '../facts/user.repository.js';
import { assignmentRows, POLICY_TABLES, toRows, trainingRows } from './policy-rows.js';
import { putInForce, type RowChanges } from './versioned-rows.js';

export interface AppliedSet {
  readonly digest: string;
  readonly policyId: string;
  readonly policyEpoch: number;
  readonly dsaEpoch: number;
  readonly appliedAt: Date;
  readonly changedRows: number;
  readonly levels: readonly Pick<
    DataOf<typeof DatasetLevelChangedV1>,
    'datasetId' | 'level' | 'previousLevel'
  >[];
  readonly agreements: readonly Pick<
    DataOf<typeof AgreementChangedV1>,
    'agreementId' | 'version' | 'state' | 'parties'
  >[];
  readonly relations: readonly ChangedRelation[];
}

type Author = { readonly digest: string; readonly at: Date; readonly by: string };
type Changes = Readonly<Record<string, RowChanges>>;

const OF_AGREEMENTS = ['agreement', 'grant'];
/** Sets are applied one after the other. */
const ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('continuum.policy-set'))";

/** A policy set becomes the rows in force; only what differs gets a new version. */
@Injectable()
export class PolicySetRepository {
  constructor(
    private readonly epochs: EpochRepository,
    private readonly users: UserRepository,
    private readonly relations: RelationRepository,
  ) {}

  async apply(set: PolicySet, author: Author, tx: EntityManager): Promise<AppliedSet> {
    await tx.query(ONE_AT_A_TIME);
    const changes = await this.applyRows(set, author, tx);
    const relations = await this.relations.save(relationsOf(changes['seed_relation'], author), tx);
    const changedRows = sum(changes);
    const epochs =
      changedRows > 0 ? await this.raise(changes, tx) : await this.epochs.read(NAMES, tx);
    const applied = {
      digest: author.digest,
      policyId: set.policyId,
      policyEpoch: epochs[POLICY_EPOCH] ?? 0,
      dsaEpoch: epochs[DSA_EPOCH] ?? 0,
      appliedAt: author.at,
    };
    if (changedRows > 0) await keepSet(set, applied, author, tx);
    return {
      ...applied,
      changedRows,
      relations,
      levels: levelsOf(changes['dataset']),
      agreements: agreementsOf(changes['agreement'], author.at),
    };
  }

  private async applyRows(
    set: PolicySet,
    { digest, at, by }: Author,
    tx: EntityManager,
  ): Promise<Changes> {
    const authorship = { at, by, reason: `policy set ${digest}` };
    const rows = toRows(set);
    const changes: [string, RowChanges][] = [];
    for (const table of POLICY_TABLES) {
      changes.push([table, await putInForce(table, rows[table], authorship, tx)]);
    }
    await this.users.save(set.users, at, by, tx);
    changes.push([
      'assignment',
      await putInForce('assignment', assignmentRows(set.users), authorship, tx),
    ]);
    changes.push([
      'seed_relation',
      await putInForce('seed_relation', seedRows(set), authorship, tx),
    ]);
    changes.push([
      'training',
      await putInForce('training', trainingRows(set.users), authorship, tx),
    ]);
    return Object.fromEntries(changes);
  }

  private async raise(changes: Changes, tx: EntityManager) {
    const areAgreementsMoved = OF_AGREEMENTS.some((table) => countOf(changes[table]) > 0);
    const users = [changes['assignment'], changes['training']].flatMap(usersOf);
    const names = [
      POLICY_EPOCH,
      ...(areAgreementsMoved ? [DSA_EPOCH] : []),
      ...users.map(relationEpoch),
    ];
    await this.epochs.raise(names, tx);
    return this.epochs.read(NAMES, tx);
  }
}

const NAMES = [POLICY_EPOCH, DSA_EPOCH];

const countOf = (changes: RowChanges | undefined) =>
  (changes?.opened.length ?? 0) + (changes?.closed.length ?? 0);
const sum = (changes: Changes) =>
  Object.values(changes).reduce((total, one) => total + countOf(one), 0);

const usersOf = (changes: RowChanges | undefined) =>
  [...(changes?.opened ?? []), ...(changes?.closed ?? [])].map(
    ({ content }) => (content as { userId: string }).userId,
  );

function levelsOf(changes: RowChanges | undefined): AppliedSet['levels'] {
  const before = new Map(
    changes?.closed.map(({ id, content }) => [id, (content as DatasetRow).level]),
  );
  const opened = (changes?.opened ?? []).map(({ id, content }) => ({
    datasetId: id,
    level: (content as DatasetRow).level,
    previousLevel: before.get(id) ?? null,
  }));
  const withdrawn = (changes?.closed ?? [])
    .filter(({ id }) => !opened.some(({ datasetId }) => datasetId === id))
    .map(({ id, content }) => ({
      datasetId: id,
      level: 0,
      previousLevel: (content as DatasetRow).level,
    }));
  return [...opened, ...withdrawn].filter(({ level, previousLevel }) => level !== previousLevel);
}

function agreementsOf(changes: RowChanges | undefined, at: Date): AppliedSet['agreements'] {
  const opened = changes?.opened ?? [];
  const ended = (changes?.closed ?? []).filter(
    ({ id }) => !opened.some((other) => other.id === id),
  );
  const toChange = (
    content: AgreementRow,
    version: number,
    state: 'active' | 'suspended' | 'ended',
  ) => ({
    agreementId: content.id,
    version,
    state,
    parties: content.parties.flatMap(({ department }) => department ?? []),
  });
  return [
    ...opened.map(({ content, version }) => {
      const row = content as AgreementRow;
      return toChange(row, version, stateOf(row, at));
    }),
    ...ended.map(({ content, version }) => toChange(content as AgreementRow, version + 1, 'ended')),
  ];
}

function stateOf({ until, suspendedAt }: AgreementRow, at: Date) {
  if (new Date(until) <= at) return 'ended';
  return suspendedAt && new Date(suspendedAt) <= at ? 'suspended' : 'active';
}

const seedRows = ({ relations }: PolicySet) =>
  relations.map((content) => ({ id: content.id, content }));

/** A relation that the set no longer names ends. */
function relationsOf(changes: RowChanges | undefined, author: Author): RelationRow[] {
  const opened = (changes?.opened ?? []).map(({ content }) => content as SetRelation);
  const ended = (changes?.closed ?? [])
    .filter(({ id }) => !opened.some((row) => row.id === id))
    .map(({ content }) => ({ ...(content as SetRelation), until: author.at.toISOString() }));
  return [...opened, ...ended].map((row) => toRelation(row, author));
}

const toRelation = (row: SetRelation, { digest, at, by }: Author): RelationRow => ({
  relation_id: `set|${row.id}`,
  version: +at,
  kind: row.kind,
  user_id: row.userId ?? null,
  team_id: row.teamId ?? null,
  team_role: null,
  person_id: row.personId ?? null,
  record_key: row.recordKey ?? null,
  information_classes: null,
  context: null,
  department: null,
  valid_from: new Date(row.from),
  valid_until: row.until ? new Date(row.until) : null,
  recorded_at: at,
  recorded_by: by,
  reason: `policy set ${digest}`,
});

async function keepSet(
  set: PolicySet,
  { digest, policyEpoch }: Pick<AppliedSet, 'digest' | 'policyEpoch'>,
  { at, by }: Author,
  tx: EntityManager,
): Promise<void> {
  await tx.query(
    `INSERT INTO policy_set (digest, policy_epoch, policy_id, applied_at, applied_by, content)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [digest, policyEpoch, set.policyId, at, by, set],
  );
}
