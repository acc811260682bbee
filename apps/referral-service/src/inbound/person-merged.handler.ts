import { Controller } from '@nestjs/common';
import { PersonMergedV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { applyMerges, resolvePersons } from '@continuum/persons';
import { Clock } from '@continuum/service-kit';
import { Corrections } from '../actions/corrections.js';
import { CustodyFollower } from '../actions/follow-custody.js';
import { PersonRepository } from '../store/person.repository.js';
import { RecheckRepository } from '../store/recheck.repository.js';

/** Two persons are one: cases, referrals and alerts of both stay, under the survivor. */
@Controller()
export class PersonMergedHandler {
  constructor(
    private readonly persons: PersonRepository,
    private readonly corrections: Corrections,
    private readonly rechecks: RecheckRepository,
    private readonly follower: CustodyFollower,
    private readonly clock: Clock,
  ) {}

  @OnEvents(PersonMergedV1)
  async handle(events: PersonMergedV1[], { tx }: Batch): Promise<Outcome[]> {
    const now = this.clock.now();
    await applyMerges(tx, events);
    const absorbed = events.map(({ data }) => data.absorbed.personId);
    const today = await resolvePersons(tx, absorbed);
    const merges = [...today]
      .filter(([absorbedId, survivorId]) => absorbedId !== survivorId)
      .map(([absorbedId, survivorId]) => ({ absorbedId, survivorId }));
    await this.persons.rekey(merges, tx);
    const survivors = merges.map(({ survivorId }) => survivorId);
    await this.corrections.linkedAgain([...absorbed, ...survivors], now, tx);
    await this.rechecks.ofPersons(survivors, [], now, tx);
    await this.follower.follow(survivors, { at: now }, tx);
    return events.map(done);
  }
}
