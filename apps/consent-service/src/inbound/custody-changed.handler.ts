import { Controller } from '@nestjs/common';
import { CustodyChangedV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { DrawnRelations } from '../actions/drawn-relations.js';
import { patientsOfJail } from '../domain/relations/relations-of-custody.js';
import { PolicyRepository } from '../store/policy/policy.repository.js';

/** Whoever is in jail is a patient of its clinical team. */
@Controller()
export class CustodyChangedHandler {
  constructor(
    private readonly relations: DrawnRelations,
    private readonly policies: PolicyRepository,
  ) {}

  @OnEvents(CustodyChangedV1)
  async handle(events: CustodyChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    const { teams } = await this.policies.now(tx);
    const drawn = newestPerKey(events).map((cause) => ({
      cause,
      drafts: patientsOfJail(cause.data, new Date(cause.time), teams.values()),
    }));
    await this.relations.save(drawn, tx);
    return events.map(done);
  }
}
