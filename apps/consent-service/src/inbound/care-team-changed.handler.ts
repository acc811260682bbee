import { Controller } from '@nestjs/common';
import { CareTeamChangedV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { DrawnRelations } from '../actions/drawn-relations.js';
import { relationsOfCareTeam } from '../domain/relations/relations-of-care-team.js';

/** Somebody joined or left a care team. */
@Controller()
export class CareTeamChangedHandler {
  constructor(private readonly relations: DrawnRelations) {}

  @OnEvents(CareTeamChangedV1)
  async handle(events: CareTeamChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    const drawn = events.map((cause) => ({ cause, drafts: relationsOfCareTeam(cause.data) }));
    await this.relations.save(drawn, tx);
    return events.map(done);
  }
}
