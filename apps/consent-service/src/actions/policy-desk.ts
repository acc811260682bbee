import { Inject, Injectable } from '@nestjs/common';
import {
  AgreementChangedV1,
  DatasetLevelChangedV1,
  PolicyPublishedV1,
  Refused,
  type PolicySetApplied,
} from '@continuum/contracts';
import { publish, uuidv7 } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import type { PolicySet } from '../domain/policy-set.js';
import { AuditRepository } from '../store/ledger/audit.repository.js';
import { PolicySetRepository, type AppliedSet } from '../store/policy/policy-set.repository.js';
import { POLICY_SETTINGS, type PolicySettings } from '../tokens.js';
import { AccessChanges } from './access-changes.js';
import { policySetOf } from './policy-set-of.js';

export interface GivenSet {
  readonly digest: string;
  readonly content: unknown;
  readonly by: string;
}

/** First set-up of a demonstration city: a whole set of rules at once, or none of it. */
@Injectable()
export class PolicyDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sets: PolicySetRepository,
    private readonly changes: AccessChanges,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    @Inject(POLICY_SETTINGS) private readonly settings: PolicySettings,
  ) {}

  async put({ digest, content, by }: GivenSet): Promise<PolicySetApplied> {
    if (this.settings.isLive) {
      throw new Refused(
        'CITY_IS_LIVE',
        'A live city changes its rules at the desks of their owners.',
      );
    }
    const set = policySetOf(content, digest, this.settings.allowsSampleLaw);
    return this.dataSource.transaction(async (tx) => {
      const at = this.clock.now();
      const applied = await this.sets.apply(set, { digest, at, by }, tx);
      if (applied.changedRows > 0) {
        await this.tell(set, applied, at, tx);
        await this.writeEntry(applied, by, at, tx);
      }
      return viewOf(applied);
    });
  }

  private async tell(
    set: PolicySet,
    applied: AppliedSet,
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    const { policyEpoch, dsaEpoch } = applied;
    const effectiveAt = at.toISOString();
    const published = { policyId: set.policyId, policyEpoch, effectiveAt };
    await publish(tx, PolicyPublishedV1, [{ data: published }]);
    await publish(
      tx,
      DatasetLevelChangedV1,
      applied.levels.map((moved) => ({ data: { ...moved, effectiveAt, policyEpoch } })),
    );
    await publish(
      tx,
      AgreementChangedV1,
      applied.agreements.map((changed) => ({ data: { ...changed, effectiveAt, dsaEpoch } })),
    );
    await this.changes.ofRelations(applied.relations, tx);
  }

  private async writeEntry(applied: AppliedSet, by: string, at: Date, tx: EntityManager) {
    const content = {
      id: uuidv7(+at),
      occurredAt: at.toISOString(),
      actor: { service: by },
      action: 'policy-set-applied',
      digest: applied.digest,
      policyEpoch: applied.policyEpoch,
      changedRows: applied.changedRows,
    };
    await this.audit.append([{ owner: 'city', content }], at, tx);
  }
}

const viewOf = ({
  digest,
  policyId,
  policyEpoch,
  dsaEpoch,
  appliedAt,
  changedRows,
}: AppliedSet) => ({
  digest,
  policyId,
  policyEpoch,
  dsaEpoch,
  appliedAt: appliedAt.toISOString(),
  changedRows,
});
