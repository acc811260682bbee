import { Controller } from '@nestjs/common';
import { IncidentRecordedV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { DrawnRelations } from '../actions/drawn-relations.js';
import type { RelationDraft } from '../domain/relations/relation-draft.js';
import { respondersOf } from '../domain/relations/relations-of-incident.js';

/** Whoever was sent to an incident; persons attached there end with the unit's part in it. */
@Controller()
export class IncidentRecordedHandler {
  constructor(private readonly relations: DrawnRelations) {}

  @OnEvents(IncidentRecordedV1)
  async handle(events: IncidentRecordedV1[], { tx }: Batch): Promise<Outcome[]> {
    const drawn = newestPerKey(events).map((cause) => ({
      cause,
      drafts: respondersOf(cause.data),
    }));
    await this.relations.save(drawn, tx);
    await this.relations.end(
      ['incident'],
      drawn.flatMap(({ drafts }) => drafts.flatMap(toEnd)),
      tx,
    );
    return events.map(done);
  }
}

const toEnd = ({ context, userId, until }: RelationDraft) =>
  context && userId && until ? [{ context, user_id: userId, at: until }] : [];
