import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Service } from '../domain/directory.js';
import { ReferralRepository } from '../store/referral.repository.js';
import { Places } from './places.js';
import { ReferralSteps } from './referral-steps.js';

/** R50: what waits for an answer of a service that is gone goes to the coordinator, and its places are free. */
@Injectable()
export class ServiceCloser {
  constructor(
    private readonly referrals: ReferralRepository,
    private readonly steps: ReferralSteps,
    private readonly places: Places,
  ) {}

  async close({ serviceId }: Service, at: Date, tx: EntityManager): Promise<void> {
    for (const referral of await this.referrals.lockOpenOfService(serviceId, tx)) {
      const step = { referral, command: 'propose-decline', reasonCode: 'service_closed' } as const;
      await this.steps.follow(step, at, {}, tx);
      await this.places.free(referral, at, tx);
    }
  }
}
