import { Controller } from '@nestjs/common';
import { CustodyChangedV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { resolvePersons } from '@continuum/persons';
import { Clock } from '@continuum/service-kit';
import { CustodyFollower } from '../actions/follow-custody.js';
import type { CustodyStay } from '../domain/custody.js';
import { CustodyRepository } from '../store/custody.repository.js';
import { PersonRepository } from '../store/person.repository.js';

/** A stay began, moved or ended. Of somebody not yet linked it is kept until `record.assigned` says whose it is. */
@Controller()
export class CustodyChangedHandler {
  constructor(
    private readonly persons: PersonRepository,
    private readonly custody: CustodyRepository,
    private readonly follower: CustodyFollower,
    private readonly clock: Clock,
  ) {}

  @OnEvents(CustodyChangedV1)
  async handle(events: CustodyChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    const stays = newestPerKey(events).map(stayOf);
    const recordKeys = stays.map(({ recordKey }) => recordKey);
    // Whose booking it is may be told at this very moment: one of the two must see the other.
    await this.persons.lock(recordKeys, tx);
    await this.custody.save(stays, tx);
    const persons = await resolvePersons(tx, await this.custody.personsOf(recordKeys, tx));
    await this.follower.follow([...persons.values()], { at: this.clock.now() }, tx);
    return events.map(done);
  }
}

const stayOf = ({ data }: CustodyChangedV1): CustodyStay => ({
  recordKey: data.recordKey,
  recordVersion: data.recordVersion,
  state: data.state,
  admittedAt: new Date(data.admittedAt),
  isBackload: data.isBackload,
});
