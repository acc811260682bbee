import { Injectable } from '@nestjs/common';
import { ReferralSteps } from '../actions/referral-steps.js';
import { DecisionClient } from '../clients/decision.client.js';
import { followConsent } from '../domain/custody-hold.js';
import { isOpen } from '../domain/referral-rules.js';
import type { Referral } from '../domain/referral.js';
import { RecheckRepository, type Recheck } from '../store/recheck.repository.js';
import { ReferralRepository } from '../store/referral.repository.js';
import { JobOptions } from './job-options.js';
import { Job } from './job.js';

const AT_ONCE = 50;

/** After a change of consent, restriction or agreement: may the provider still be told? */
@Injectable()
export class RecheckJob extends Job {
  constructor(
    private readonly rechecks: RecheckRepository,
    private readonly referrals: ReferralRepository,
    private readonly decisions: DecisionClient,
    private readonly steps: ReferralSteps,
    options: JobOptions,
  ) {
    super(options);
  }

  override async turn(): Promise<void> {
    const due = await this.rechecks.due(this.clock.now(), AT_ONCE, this.dataSource.manager);
    for (const recheck of due) await this.recheck(recheck);
  }

  /** Decided outside the transaction; applied to what the referral is by then. Whom nobody knows it stays for. */
  private async recheck(recheck: Recheck): Promise<void> {
    const { manager } = this.dataSource;
    const [known] = await this.referrals.find([recheck.referralId], manager);
    const isAsked = known && isOpen(known.state) && !known.isPersonUncertain;
    const isCovered = isAsked ? await this.isCovered(known) : undefined;
    await this.dataSource.transaction(async (tx) => {
      const referral = await this.referrals.lock(recheck.referralId, tx);
      const step = isCovered === undefined ? undefined : followConsent(referral, isCovered);
      if (step) await this.steps.follow(step, this.clock.now(), {}, tx);
      await this.rechecks.done(recheck, tx);
    });
  }

  private async isCovered(referral: Referral): Promise<boolean> {
    const service = await this.steps.serviceOf(referral.serviceId, this.dataSource.manager);
    const { senderUserId: onBehalfOf, purpose } = referral;
    const asker = { purpose: purpose ?? 'CARE_COORD', onBehalfOf };
    const { permitted } = await this.decisions.mayTell(referral, service, asker);
    return referral.discloses.every((element) => permitted.includes(element));
  }
}
