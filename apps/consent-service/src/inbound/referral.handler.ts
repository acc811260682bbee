import { Controller } from '@nestjs/common';
import { REFERRAL_EVENTS, type ReferralV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { CareRecords } from '../actions/care-records.js';
import { DrawnRelations } from '../actions/drawn-relations.js';
import { receiversOf } from '../domain/relations/relations-of-referral.js';
import { PolicyRepository } from '../store/policy/policy.repository.js';

/** Whoever receives a referral has to do with the person, until it comes to its end. */
@Controller()
export class ReferralHandler {
  constructor(
    private readonly records: CareRecords,
    private readonly relations: DrawnRelations,
    private readonly policies: PolicyRepository,
  ) {}

  @OnEvents(...REFERRAL_EVENTS)
  async handle(events: ReferralV1[], { tx }: Batch): Promise<Outcome[]> {
    const referrals = newestPerKey(events);
    const { teams } = await this.policies.now(tx);
    const drawn = events.map((cause) => ({
      cause,
      drafts: receiversOf(cause.data, teams.values()),
    }));
    await this.records.link('rfrl', referrals, tx);
    await this.relations.save(drawn, tx);
    return events.map(done);
  }
}
