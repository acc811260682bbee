import { Controller } from '@nestjs/common';
import { PersonMergedV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { applyMerges } from '@continuum/persons';
import { AccessChanges } from '../actions/access-changes.js';
import { ReaderNotices } from '../actions/reader-notices.js';

/** The records follow in assignments of their own; until then the absorbed id leads to the survivor. */
@Controller()
export class PersonMergedHandler {
  constructor(
    private readonly changes: AccessChanges,
    private readonly notices: ReaderNotices,
  ) {}

  @OnEvents(PersonMergedV1)
  async handle(events: PersonMergedV1[], { tx }: Batch): Promise<Outcome[]> {
    await applyMerges(tx, events);
    const persons = events.flatMap(({ data: { absorbed, survivor } }) => [
      absorbed.personId,
      survivor.personId,
    ]);
    await this.changes.ofRecords(persons, tx);
    await this.notices.askAbout(persons, tx);
    return events.map(done);
  }
}
