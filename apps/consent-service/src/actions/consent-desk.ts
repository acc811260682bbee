import { Injectable } from '@nestjs/common';
import {
  Refused,
  type ConsentView,
  type RecordConsent,
  type RevocationView,
} from '@continuum/contracts';
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
import type { ChangedConsent } from './access-changes.js';
import { toForm } from './consent-form.js';
import { ConsentNews } from './consent-news.js';
import { StaffDesk } from './staff-desk.js';

/** The discloser's staff record, verify and revoke what a person signed with them. */
@Injectable()
export class ConsentDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly consents: ConsentRepository,
    private readonly staff: StaffDesk,
    private readonly news: ConsentNews,
    private readonly clock: Clock,
  ) {}

  async record(command: RecordConsent, caller: CallerIdentity): Promise<ConsentView> {
    return this.dataSource.transaction(async (tx) => {
      const now = this.clock.now();
      const form = toForm(command, randomUUID(), { zone: await this.news.zone(tx), now });
      const userId = await this.staff.memberOf(form.discloser, caller, tx);
      if (!userId) throw new Refused('DENIED', "Only the discloser's own staff may do this.");
      await this.consents.save(form, { at: now, by: userId, reason: 'record' }, tx);
      const { personId } = await this.consents.lock(form.consentId, tx);
      return this.news.tell({ form, personId, change: 'granted', effectiveAt: now }, userId, tx);
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
    await this.refuseIrrevocable(consentId, revocation, caller);
    const view = await this.step(consentId, caller, 'revoked', (form, now) =>
      revoke(form, revocation, now),
    );
    const { manager } = this.dataSource;
    const disclosures = await this.news.disclosedSince(consentId, revocation.receivedAt, manager);
    return { ...view, disclosuresSinceReceipt: disclosures };
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
      const userId = await this.keeperOf(kept, caller, tx);
      const form = next(kept, now);
      await this.consents.save(form, { at: now, by: userId, reason: change }, tx);
      return this.news.tell({ form, personId, change, effectiveAt: now }, userId, tx);
    });
  }

  /** Who does not work for the discloser is told nothing of a form, not even that it is there. */
  private async keeperOf(form: ConsentForm, caller: CallerIdentity, tx: EntityManager) {
    const userId = await this.staff.memberOf(form.discloser, caller, tx);
    if (!userId) throw new Refused('NOT_FOUND', 'There is no such consent.');
    return userId;
  }

  /** An attempt that the form itself forbids is recorded, though nothing changes. */
  private async refuseIrrevocable(
    consentId: string,
    { receivedAt }: Revocation,
    caller: CallerIdentity,
  ): Promise<void> {
    const isRefused = await this.dataSource.transaction(async (tx) => {
      const { form } = await this.consents.lock(consentId, tx);
      if (!isIrrevocable(form, receivedAt)) return false;
      const userId = await this.keeperOf(form, caller, tx);
      await this.news.record(form, userId, 'revocation-refused', tx);
      return true;
    });
    if (isRefused) {
      throw new Refused('IRREVOCABLE', 'The person agreed not to revoke this consent yet.');
    }
  }
}
