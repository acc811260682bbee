import { Controller } from '@nestjs/common';
import { PersonSplitV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { applySplits } from '@continuum/persons';
import { AccessChanges } from '../actions/access-changes.js';

/** The records follow in assignments of their own; a reinstated id stands for itself again. */
@Controller()
export class PersonSplitHandler {
  constructor(private readonly changes: AccessChanges) {}

  @OnEvents(PersonSplitV1)
  async handle(events: PersonSplitV1[], { tx }: Batch): Promise<Outcome[]> {
    await applySplits(tx, events);
    const persons = events.flatMap(({ data: { personId, parts } }) => [
      personId,
      ...parts.map((part) => part.personId),
    ]);
    await this.changes.ofRecords(persons, tx);
    return events.map(done);
  }
}
