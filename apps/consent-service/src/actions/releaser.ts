import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { EpochRepository } from '../store/epoch.repository.js';
import { DecisionRepository, type KeptDecision } from '../store/ledger/decision.repository.js';
import { isFresh } from '../store/ledger/ledger.repository.js';
import { AuditLog } from './audit-log.js';

type Fault = 'STALE_EPOCH' | 'NO_DECISION';

/** The last check before bytes leave. One that fails is in the audit too. */
@Injectable()
export class Releaser {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: DecisionRepository,
    private readonly epochs: EpochRepository,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async release(decisionId: string, { service, user }: CallerIdentity): Promise<void> {
    const fault = await this.dataSource.transaction(async (tx) => {
      const decision = await this.decisions.lock(decisionId, tx);
      if (decision.caller !== service || decision.userId !== user?.id) {
        throw new Refused('NOT_FOUND', 'There is no such decision.');
      }
      const found = await this.faultOf(decision, tx);
      if (found) await this.record(decision, found, tx);
      else await this.decisions.markReleased(decisionId, this.clock.now(), tx);
      return found;
    });
    if (fault === 'STALE_EPOCH') throw new Refused(fault, 'Something changed: decide again.');
    if (fault) throw new Refused(fault, 'The decision is no longer in force: decide again.');
  }

  private async faultOf(decision: KeptDecision, tx: EntityManager): Promise<Fault | undefined> {
    const isOver = decision.validUntil <= this.clock.now();
    if (isOver || (decision.isOneUse && decision.releasedAt)) return 'NO_DECISION';
    const now = await this.epochs.hold(Object.keys(decision.epochs), tx);
    return isFresh(decision.epochs, now) ? undefined : 'STALE_EPOCH';
  }

  private async record(decision: KeptDecision, fault: Fault, tx: EntityManager): Promise<void> {
    const content = {
      decisionId: decision.decisionId,
      actor: { user: decision.userId },
      caller: decision.caller,
      action: 'release',
      outcome: 'DENY',
      reasonCodes: [fault],
    };
    await this.audit.write('city', content, tx);
  }
}
