import { Controller } from '@nestjs/common';
import { Booking, RecordAssignedV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { applyAssignments, resolvePersons, type Moved } from '@continuum/persons';
import { Clock } from '@continuum/service-kit';
import { Corrections } from '../actions/corrections.js';
import { CustodyFollower } from '../actions/follow-custody.js';
import { PersonRepository } from '../store/person.repository.js';

/** Whose record it is: what was made from it follows, and stays in jail mean something for somebody else now. */
@Controller()
export class RecordAssignedHandler {
  constructor(
    private readonly persons: PersonRepository,
    private readonly corrections: Corrections,
    private readonly follower: CustodyFollower,
    private readonly clock: Clock,
  ) {}

  @OnEvents(RecordAssignedV1)
  async handle(events: RecordAssignedV1[], { tx }: Batch): Promise<Outcome[]> {
    const bookings = new Set(events.filter(isBooking).map(({ data }) => data.recordKey));
    await this.persons.lock([...bookings], tx);
    const moved = await applyAssignments(tx, events);
    const today = await resolvePersons(tx, moved.flatMap(personsOf));
    const follows = moved.map(({ recordKey, personId }) => ({
      recordKey,
      personId: personId && (today.get(personId) ?? personId),
    }));
    const followed = await this.persons.follow(follows, tx);
    await this.corrections.remember(followed, this.clock.now(), tx);
    const booked = moved.filter(({ recordKey }) => bookings.has(recordKey)).flatMap(personsOf);
    const touched = booked.map((personId) => today.get(personId) ?? personId);
    await this.follower.follow(touched, { at: this.clock.now() }, tx);
    return events.map(done);
  }
}

const isBooking = ({ data }: RecordAssignedV1) => data.dataset === Booking.dataset;

const personsOf = ({ personId, previousPersonId }: Moved): string[] =>
  [personId, previousPersonId].filter((id) => id !== null);
