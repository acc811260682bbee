import { Injectable } from '@nestjs/common';
import { DecisionRecordedV1, DisclosureRecordedV1, Refused } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { Clock, columns } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { EpochRepository, type Epochs } from '../epoch.repository.js';
import { UserRepository } from '../facts/user.repository.js';
import { AuditRepository } from './audit.repository.js';
import type { DecisionDraft, Disclosure, KeptPermit } from './decision-draft.js';
import { GroupCommit } from './group-commit.js';

/** stale: an epoch moved since the facts were read. */
export type Written = 'written' | 'stale';
type Attempt = Written | Unwritten;

const GROUP = { most: 64, waitMs: 3 };

/** Decision, audit entries, disclosures and events, in one commit. */
@Injectable()
export class LedgerRepository {
  private readonly group = new GroupCommit<DecisionDraft, Attempt>(
    (drafts) => this.writeAll(drafts),
    GROUP,
  );

  constructor(
    private readonly dataSource: DataSource,
    private readonly epochs: EpochRepository,
    private readonly users: UserRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws Refused AUDIT_UNAVAILABLE: without an audit row there is no decision */
  async write(draft: DecisionDraft): Promise<Written> {
    const attempt = await this.group.add(draft);
    if (attempt instanceof Unwritten) {
      const refusal = new Refused('AUDIT_UNAVAILABLE', 'The audit ledger cannot be written.');
      throw Object.assign(refusal, { cause: attempt.cause });
    }
    return attempt;
  }

  /** A decision that cannot be written does not take the others of its group with it. */
  private async writeAll(drafts: readonly DecisionDraft[]): Promise<readonly Attempt[]> {
    try {
      return await this.dataSource.transaction((tx) => this.writeGroup(drafts, tx));
    } catch (error) {
      if (drafts.length === 1) return [new Unwritten(error)];
    }
    const written: Attempt[] = [];
    for (const draft of drafts) written.push(...(await this.writeAll([draft])));
    return written;
  }

  private async writeGroup(drafts: readonly DecisionDraft[], tx: EntityManager) {
    const names = drafts.flatMap(({ taken }) => Object.keys(taken.verdict.epochs));
    const now = await this.epochs.hold([...new Set(names)], tx);
    const results = drafts.map(({ taken }): Written =>
      isFresh(taken.verdict.epochs, now) ? 'written' : 'stale',
    );
    const fresh = drafts.filter((_, index) => results[index] === 'written');
    if (fresh.length > 0) await this.insert(fresh, tx);
    return results;
  }

  private async insert(drafts: readonly DecisionDraft[], tx: EntityManager): Promise<void> {
    const at = this.clock.now();
    const disclosures = drafts.flatMap((draft) => draft.disclosures);
    await insertDecisions(drafts, tx);
    await insertPermits(
      drafts.flatMap(({ permits }) => permits),
      tx,
    );
    await insertDisclosures(disclosures, tx);
    await publish(
      tx,
      DecisionRecordedV1,
      drafts.map(({ recorded }) => ({ data: recorded })),
    );
    await publish(tx, DisclosureRecordedV1, disclosures.map(toChange));
    await this.users.wereActive(drafts.flatMap(userInGoodStanding), at, tx);
    await this.audit.append(
      drafts.flatMap(({ entries }) => entries),
      at,
      tx,
    );
  }
}

class Unwritten {
  constructor(readonly cause: unknown) {}
}

export const isFresh = (used: Epochs, now: Epochs) =>
  Object.entries(used).every(([name, epoch]) => now[name] === epoch);

const userInGoodStanding = ({ taken: { asker, verdict } }: DecisionDraft) =>
  verdict.reasons.includes('ACCOUNT_STALE') || asker.isOnBehalf ? [] : [asker.userId];

async function insertDecisions(drafts: readonly DecisionDraft[], tx: EntityManager): Promise<void> {
  const rows = drafts.map(({ taken }) => ({
    decision_id: taken.decisionId,
    decided_at: taken.decidedAt,
    valid_until: taken.verdict.validUntil,
    user_id: taken.asker.userId,
    caller: taken.asker.caller,
    is_on_behalf: taken.asker.isOnBehalf,
    outcome: taken.verdict.outcome,
    epochs: JSON.stringify(taken.verdict.epochs),
    request: JSON.stringify(taken.request),
    facts: JSON.stringify({ ...taken.facts, policy: undefined }),
    is_one_use: taken.verdict.isOneUse,
  }));
  await tx.query(
    `INSERT INTO decision (decision_id, decided_at, valid_until, user_id, caller, is_on_behalf,
            outcome, epochs, request, facts, is_one_use)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::text[],
                          $6::boolean[], $7::text[], $8::jsonb[], $9::jsonb[], $10::jsonb[], $11::boolean[])`,
    columns(rows, [
      'decision_id',
      'decided_at',
      'valid_until',
      'user_id',
      'caller',
      'is_on_behalf',
      'outcome',
      'epochs',
      'request',
      'facts',
      'is_one_use',
    ]),
  );
}

async function insertPermits(permits: readonly KeptPermit[], tx: EntityManager): Promise<void> {
  if (permits.length === 0) return;
  const rows = permits.map(({ permitId, decisionId, audience, records }) => ({
    permit_id: permitId,
    decision_id: decisionId,
    audience,
    records: JSON.stringify(records),
  }));
  await tx.query(
    `INSERT INTO permit (permit_id, decision_id, audience, records)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[])`,
    columns(rows, ['permit_id', 'decision_id', 'audience', 'records']),
  );
}

async function insertDisclosures(disclosures: readonly Disclosure[], tx: EntityManager) {
  if (disclosures.length === 0) return;
  const rows = disclosures.map((one) => ({ ...one, datasets: one.datasets.join(',') }));
  await tx.query(
    `INSERT INTO disclosure (disclosure_id, decision_id, disclosed_at, subject_pseudonym, owner,
            recipient_department, purpose, datasets, kind)
     SELECT id, decision, at, subject, owner, recipient, purpose, string_to_array(datasets, ','), kind
       FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[],
                   $6::text[], $7::text[], $8::text[], $9::text[])
         AS row (id, decision, at, subject, owner, recipient, purpose, datasets, kind)`,
    columns(rows, [
      'disclosureId',
      'decisionId',
      'disclosedAt',
      'subjectPseudonym',
      'owner',
      'recipientDepartment',
      'purpose',
      'datasets',
      'kind',
    ]),
  );
}

const toChange = (disclosure: Disclosure) => ({
  department: disclosure.owner,
  data: {
    disclosureId: disclosure.disclosureId,
    decisionId: disclosure.decisionId,
    subjectPseudonym: disclosure.subjectPseudonym,
    recipientDepartment: disclosure.recipientDepartment,
    purpose: disclosure.purpose,
    datasets: [...disclosure.datasets],
    kind: disclosure.kind,
    heldBackUntil: null,
  },
});
