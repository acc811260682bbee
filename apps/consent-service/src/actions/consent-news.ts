import { Injectable } from '@nestjs/common';
import type { ConsentView } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { ConsentForm } from '../domain/consent/form-steps.js';
import { DecisionRepository } from '../store/ledger/decision.repository.js';
import { PolicyRepository } from '../store/policy/policy.repository.js';
import { AccessChanges, type ChangedConsent } from './access-changes.js';
import { AuditLog } from './audit-log.js';
import { consentView } from './consent-view.js';

/** What follows a change of a form: epochs, events, the audit, and what its discloser is shown. */
@Injectable()
export class ConsentNews {
  constructor(
    private readonly policies: PolicyRepository,
    private readonly decisions: DecisionRepository,
    private readonly changes: AccessChanges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async zone(tx: EntityManager): Promise<string> {
    return (await this.policies.now(tx)).timeZone;
  }

  async tell(changed: ChangedConsent, userId: string, tx: EntityManager): Promise<ConsentView> {
    await this.changes.ofConsents([changed], tx);
    await this.record(changed.form, userId, changed.change, tx);
    return consentView(changed.form, await this.policies.now(tx), this.clock.now());
  }

  async record(
    { consentId, version, discloser }: ConsentForm,
    userId: string,
    change: string,
    tx: EntityManager,
  ) {
    const content = {
      actor: { user: userId },
      action: `consent-${change}`,
      consentIds: [consentId],
      consentVersion: version,
    };
    await this.audit.write(discloser, content, tx);
  }

  async disclosedSince(consentId: string, at: Date, tx: EntityManager): Promise<string[]> {
    return this.decisions.disclosedUnder(consentId, at, tx);
  }
}
