import { Controller } from '@nestjs/common';
import { PersonSplitV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { applySplits, resolvePersons } from '@continuum/persons';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { Corrections } from '../actions/corrections.js';
import { CustodyFollower } from '../actions/follow-custody.js';
import { PersonRepository } from '../store/person.repository.js';
import { RecheckRepository } from '../store/recheck.repository.js';

/** One person was several. What was made from a record follows it; the rest discloses nothing until somebody decides. */
@Controller()
export class PersonSplitHandler {
  constructor(
    private readonly persons: PersonRepository,
    private readonly corrections: Corrections,
    private readonly rechecks: RecheckRepository,
    private readonly follower: CustodyFollower,
    private readonly clock: Clock,
  ) {}

  @OnEvents(PersonSplitV1)
  async handle(events: PersonSplitV1[], { tx }: Batch): Promise<Outcome[]> {
    const now = this.clock.now();
    await applySplits(tx, events);
    const personIds = events.map(({ data }) => data.personId);
    const moved = await this.persons.followAnchors(personIds, tx);
    await this.corrections.remember(moved, now, tx);
    for (const { data } of events) await this.markUncertain(data, now, tx);
    const parts = events.flatMap(({ data }) => data.parts.map(({ personId }) => personId));
    const touched = [...personIds, ...parts];
    await this.rechecks.ofPersons(touched, [], now, tx);
    await this.follower.follow(touched, { at: now }, tx);
    return events.map(done);
  }

  /** A split may be told late, when its parts are one again. */
  private async markUncertain(
    { personId, parts }: PersonSplitV1['data'],
    now: Date,
    tx: EntityManager,
  ): Promise<void> {
    const partIds = parts.map((part) => part.personId);
    const today = new Set((await resolvePersons(tx, partIds)).values());
    if (today.size < 2) return;
    const marked = await this.persons.markUncertain([personId], tx);
    await this.corrections.uncertain(marked, [...today], now, tx);
  }
}
