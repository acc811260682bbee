import { Controller } from '@nestjs/common';
import { RecordAssignedV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { applyAssignments, resolvePersons } from '@continuum/persons';
import { Clock } from '@continuum/service-kit';
import { CustodyFollower } from '../actions/follow-custody.js';
import { PersonRepository } from '../store/person.repository.js';

/** Whose record it is: what was made from it follows, and stays in jail mean something for somebody else now. */
@Controller()
export class RecordAssignedHandler {
  constructor(
    private readonly persons: PersonRepository,
    private readonly follower: CustodyFollower,
    private readonly clock: Clock,
  ) {}

  @OnEvents(RecordAssignedV1)
  async handle(events: RecordAssignedV1[], { tx }: Batch): Promise<Outcome[]> {
    const moved = await applyAssignments(tx, events);
    const touched = moved.flatMap(({ personId, previousPersonId }) =>
      [personId, previousPersonId].filter((id) => id !== null),
    );
    const today = await resolvePersons(tx, touched);
    const follows = moved.map(({ recordKey, personId }) => ({
      recordKey,
      personId: personId && (today.get(personId) ?? personId),
    }));
    await this.persons.follow(follows, tx);
    await this.follower.follow([...today.values()], { at: this.clock.now() }, tx);
    return events.map(done);
  }
}
