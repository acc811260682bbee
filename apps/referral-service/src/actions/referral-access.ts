import { Inject, Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { Service } from '../domain/directory.js';
import type { Actor } from '../domain/referral-rules.js';
import type { Referral } from '../domain/referral.js';
import { DirectoryRepository } from '../store/directory.repository.js';
import { ReferralRepository } from '../store/referral.repository.js';
import { TeamRepository } from '../store/team.repository.js';
import { CASE_HOME } from '../tokens.js';
import type { CaseHome } from './case-event.js';

export interface SeenReferral {
  readonly referral: Referral;
  readonly service: Service;
  readonly actors: readonly Actor[];
}

/**
 * What a user is to a referral: its sender, the provider whom the decision to send it named, or a coordinator.
 * For everybody else there is none; a draft is its sender's alone.
 */
@Injectable()
export class ReferralAccess {
  constructor(
    private readonly referrals: ReferralRepository,
    private readonly directory: DirectoryRepository,
    private readonly teams: TeamRepository,
    @Inject(CASE_HOME) private readonly home: CaseHome,
  ) {}

  async lock(referralId: string, userId: string, tx: EntityManager): Promise<SeenReferral> {
    const referral = await this.referrals.lock(referralId, tx);
    const service = await this.directory.get(referral.serviceId, tx);
    const actors: Actor[] = [];
    if (referral.senderUserId === userId) actors.push('S');
    if (referral.state !== 'draft') {
      if (service.staff.includes(userId) || referral.receiverUserId === userId) actors.push('P');
      if (await this.teams.isCoordinator(userId, this.home.programme, tx)) actors.push('C');
    }
    if (actors.length === 0) throw new Refused('NOT_FOUND', 'There is no such referral.');
    return { referral, service, actors };
  }
}
