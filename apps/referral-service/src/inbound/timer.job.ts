import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Places } from '../actions/places.js';
import { ReferralSteps } from '../actions/referral-steps.js';
import type { Referral } from '../domain/referral.js';
import { FIRES } from '../domain/timer-rules.js';
import { ReferralRepository } from '../store/referral.repository.js';
import { TimerRepository, type DueTimer } from '../store/timer.repository.js';
import { JobOptions } from './job-options.js';
import { Job } from './job.js';

const AT_ONCE = 100;

/** Deadlines nobody met: each goes through the same door as a user's command, oldest first. */
@Injectable()
export class TimerJob extends Job {
  constructor(
    private readonly timers: TimerRepository,
    private readonly referrals: ReferralRepository,
    private readonly steps: ReferralSteps,
    private readonly places: Places,
    options: JobOptions,
  ) {
    super(options);
  }

  override async turn(): Promise<void> {
    const now = this.clock.now();
    for (const due of await this.timers.due(now, AT_ONCE, this.dataSource.manager)) {
      await this.dataSource.transaction((tx) => this.fire(due, now, tx));
    }
  }

  /** Under the referral's lock it may no longer be due: somebody acted, or another worker was faster. */
  private async fire(due: DueTimer, now: Date, tx: EntityManager): Promise<void> {
    const referral = await this.referrals.lock(due.referralId, tx);
    if (!(await this.timers.isDue(due, now, tx))) return;
    if (due.end === 'release') return this.release(referral, due, now, tx);
    if (!(due.timer in FIRES)) return;
    const step = FIRES[due.timer as keyof typeof FIRES];
    await this.steps.follow({ referral, ...step }, now, { timer: due.timer }, tx);
  }

  private async release(referral: Referral, due: DueTimer, now: Date, tx: EntityManager) {
    await this.places.free(referral, now, tx);
    await this.timers.drop(due, tx);
  }
}
