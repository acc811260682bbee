import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isInCustody } from '../domain/custody.js';
import { followCustody } from '../domain/custody-hold.js';
import { DirectoryRepository } from '../store/directory.repository.js';
import { RecheckRepository } from '../store/recheck.repository.js';
import { ReferralRepository } from '../store/referral.repository.js';
import type { CustodyCause, Stays } from './follow-custody.js';
import { ReferralSteps } from './referral-steps.js';

/** Jail pauses referrals; its end resumes them. */
@Injectable()
export class CustodyHolds {
  constructor(
    private readonly referrals: ReferralRepository,
    private readonly directory: DirectoryRepository,
    private readonly steps: ReferralSteps,
    private readonly rechecks: RecheckRepository,
  ) {}

  async follow(stays: Stays, { at, cause }: CustodyCause, tx: EntityManager): Promise<void> {
    const referrals = await this.referrals.lockOpenOfPersons(stays.personIds, tx);
    const serviceIds = [...new Set(referrals.map(({ serviceId }) => serviceId))];
    const services = await this.directory.byIds(serviceIds, tx);
    const inJail = new Set(
      services.filter(({ servesInCustody }) => servesInCustody).map(({ serviceId }) => serviceId),
    );
    for (const referral of referrals) {
      const step = followCustody(referral, {
        isInCustody: isInCustody(stays.of(referral.personId)),
        servesInCustody: inJail.has(referral.serviceId),
      });
      if (!step) continue;
      await this.steps.follow(step, at, { cause }, tx);
      // A consent may have ended while jail held it.
      if (step.command === 'resume') await this.rechecks.of([referral.referralId], at, tx);
    }
  }
}
