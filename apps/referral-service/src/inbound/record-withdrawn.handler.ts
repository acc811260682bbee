import { Controller } from '@nestjs/common';
import { RecordWithdrawnV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { resolvePersons } from '@continuum/persons';
import { Clock } from '@continuum/service-kit';
import { CustodyFollower } from '../actions/follow-custody.js';
import { ActivityRepository } from '../store/activity.repository.js';
import { CustodyRepository } from '../store/custody.repository.js';
import { RecheckRepository } from '../store/recheck.repository.js';

/** A record is no more: a withdrawn booking ends its stay, and what was made from a record is asked about again. */
@Controller()
export class RecordWithdrawnHandler {
  constructor(
    private readonly custody: CustodyRepository,
    private readonly activities: ActivityRepository,
    private readonly rechecks: RecheckRepository,
    private readonly follower: CustodyFollower,
    private readonly clock: Clock,
  ) {}

  @OnEvents(RecordWithdrawnV1)
  async handle(events: RecordWithdrawnV1[], { tx }: Batch): Promise<Outcome[]> {
    const now = this.clock.now();
    const withdrawn = newestPerKey(events).map(({ data }) => data);
    const recordKeys = withdrawn.map(({ recordKey }) => recordKey);
    const persons = await resolvePersons(tx, await this.custody.personsOf(recordKeys, tx));
    await this.custody.withdraw(withdrawn, tx);
    await this.activities.withdraw(recordKeys, tx);
    await this.rechecks.ofPersons([], recordKeys, now, tx);
    await this.follower.follow([...persons.values()], { at: now }, tx);
    return events.map(done);
  }
}
