import { Injectable } from '@nestjs/common';
import {
  Refused,
  type ConsentView,
  type RecordConsent,
  type RevocationView,
} from '@continuum/contracts';
import { uuidv7 } from '@continuum/messaging';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import {
  isIrrevocable,
  revoke,
  verify,
  type ConsentForm,
  type Revocation,
} from '../domain/consent/form-steps.js';
import { ConsentRepository } from '../store/consent/consent.repository.js';
import { PersonRepository } from '../store/facts/person.repository.js';
import { AuditRepository } from '../store/ledger/audit.repository.js';
import { DecisionRepository } from '../store/ledger/decision.repository.js';
import { PolicyRepository } from '../store/policy/policy.repository.js';
import { AccessChanges, type ChangedConsent } from './access-changes.js';
import { toForm } from './consent-form.js';
import { consentView } from './consent-view.js';
import { StaffDesk } from './staff-desk.js';

/** The discloser's staff record, verify and revoke what a person signed with them. */
@Injectable()
export class ConsentDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: ConsentRepository,
    private readonly people: PersonRepository,
    private readonly policies: PolicyRepository,
    private readonly decisions: DecisionRepository,
    private readonly staff: StaffDesk,
    private readonly changes: AccessChanges,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async record(command: RecordConsent, caller: CallerIdentity): Promise<ConsentView> {
    return this.dataSource.transaction(async (tx) => {
      const now = this.clock.now();
      const { timeZone: zone } = await this.policies.now(tx);
      const form = toForm(command, randomUUID(), { zone, now });
      const userId = await this.staff.memberOf(form.discloser, caller, now, tx);
      await this.consents.save(form, { at: now, by: userId, reason: 'record' }, tx);
      const { personId } = await this.consents.lock(form.consentId, tx);
      return this.tell({ form, personId, change: 'granted', effectiveAt: now }, userId, tx);
    });
  }

  async verify(consentId: string, statements: readonly string[], caller: CallerIdentity) {
    return this.step(consentId, caller, 'granted', (form, now) => verify(form, statements, now));
  }

  async revoke(
    consentId: string,
    revocation: Revocation,
    caller: CallerIdentity,
  ): Promise<RevocationView> {
    await this.recordRefusedAttempt(consentId, revocation, caller);
    const view = await this.step(consentId, caller, 'revoked', (form, now) =>
      revoke(form, revocation, now),
    );
    const since = await this.decisions.disclosedUnder(
      consentId,
      revocation.receivedAt,
      this.dataSource.manager,
    );
    return { ...view, disclosuresSinceReceipt: since };
  }

  /** Only forms of the departments the user works for: others see the effect of a form, never the form. */
  async list(personId: string, caller: CallerIdentity): Promise<ConsentView[]> {
    const tx = this.dataSource.manager;
    const now = this.clock.now();
    const departments = await this.staff.departmentsOf(caller, now, tx);
    const persons = await this.people.resolve([personId], tx);
    const policy = await this.policies.now(tx);
    const forms = await this.consents.ofPersons(persons, [], tx);
    return forms
      .filter(
        ({ discloser, confidence }) =>
          departments.includes(discloser) && confidence === 'confirmed',
      )
      .map((form) => consentView(form, policy, now));
  }

  private async step(
    consentId: string,
    caller: CallerIdentity,
    change: ChangedConsent['change'],
    next: (form: ConsentForm, now: Date) => ConsentForm,
  ): Promise<ConsentView> {
    return this.dataSource.transaction(async (tx) => {
      const now = this.clock.now();
      const { form: kept, personId } = await this.consents.lock(consentId, tx);
      const userId = await this.staff.memberOf(kept.discloser, caller, now, tx);
      const form = next(kept, now);
      await this.consents.save(form, { at: now, by: userId, reason: change }, tx);
      return this.tell({ form, personId, change, effectiveAt: now }, userId, tx);
    });
  }

  private async tell(
    changed: ChangedConsent,
    userId: string,
    tx: EntityManager,
  ): Promise<ConsentView> {
    await this.changes.ofConsents([changed], tx);
    await this.writeEntry(changed.form, userId, changed.change, tx);
    return consentView(changed.form, await this.policies.now(tx), this.clock.now());
  }

  /** An attempt that the form itself forbids is recorded, though nothing changes. */
  private async recordRefusedAttempt(
    consentId: string,
    { receivedAt }: Revocation,
    caller: CallerIdentity,
  ) {
    const isRefused = await this.dataSource.transaction(async (tx) => {
      const { form } = await this.consents.lock(consentId, tx);
      if (!isIrrevocable(form, receivedAt)) return false;
      const userId = await this.staff.memberOf(form.discloser, caller, this.clock.now(), tx);
      await this.writeEntry(form, userId, 'revocation-refused', tx);
      return true;
    });
    if (isRefused)
      throw new Refused('IRREVOCABLE', 'The person agreed not to revoke this consent yet.');
  }

  private async writeEntry(form: ConsentForm, userId: string, change: string, tx: EntityManager) {
    const at = this.clock.now();
    const content = {
      id: uuidv7(+at),
      occurredAt: at.toISOString(),
      actor: { user: userId },
      action: `consent-${change}`,
      consentIds: [form.consentId],
      consentVersion: form.version,
    };
    await this.audit.append([{ owner: form.discloser, content }], at, tx);
  }
}
