import { Controller } from '@nestjs/common';
import { PersonSplitV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { applySplits } from '@continuum/persons';
import { AccessChanges } from '../actions/access-changes.js';
import { ReaderNotices } from '../actions/reader-notices.js';

/** The records follow in assignments of their own; a reinstated id stands for itself again. */
@Controller()
export class PersonSplitHandler {
  constructor(
    private readonly changes: AccessChanges,
    private readonly notices: ReaderNotices,
  ) {}

  @OnEvents(PersonSplitV1)
  async handle(events: PersonSplitV1[], { tx }: Batch): Promise<Outcome[]> {
    await applySplits(tx, events);
    const persons = events.flatMap(({ data: { personId, parts } }) => [
      personId,
      ...parts.map((part) => part.personId),
    ]);
    await this.changes.ofRecords(persons, tx);
    await this.notices.askAbout(persons, tx);
    return events.map(done);
  }
}
