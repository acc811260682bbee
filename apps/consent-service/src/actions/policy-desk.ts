import { Injectable } from '@nestjs/common';
import {
  AgreementChangedV1,
  DatasetLevelChangedV1,
  PolicyPublishedV1,
  type PolicySetApplied,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import type { PolicySet } from '../domain/policy-set.js';
import { PolicySetRepository, type AppliedSet } from '../store/policy/policy-set.repository.js';
import { AccessChanges } from './access-changes.js';
import { AuditLog } from './audit-log.js';

export interface GivenSet {
  readonly digest: string;
  readonly set: PolicySet;
  readonly by: string;
}

/** First set-up of a demonstration city: a whole set of rules at once, or none of it. */
@Injectable()
export class PolicyDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sets: PolicySetRepository,
    private readonly changes: AccessChanges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async put({ digest, set, by }: GivenSet): Promise<PolicySetApplied> {
    return this.dataSource.transaction(async (tx) => {
      const at = this.clock.now();
      const applied = await this.sets.apply(set, { digest, at, by }, tx);
      if (applied.changedRows > 0) {
        await this.tell(set, applied, at, tx);
        await this.audit.write('city', entryOf(applied, by), tx);
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
}

const entryOf = ({ digest, policyEpoch, changedRows }: AppliedSet, by: string) => ({
  actor: { service: by },
  action: 'policy-set-applied',
  digest,
  policyEpoch,
  changedRows,
});

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
