import { Inject, Injectable } from '@nestjs/common';
import type { Event } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CityCalendar } from '../domain/business-time.js';
import type { SystemStep } from '../domain/custody-hold.js';
import type { Service } from '../domain/directory.js';
import type { DisclosureDecision, Facts } from '../domain/referral-guards.js';
import { isOpen } from '../domain/referral-rules.js';
import { takeStep, type Step, type Taken } from '../domain/referral-step.js';
import type { Referral } from '../domain/referral.js';
import { timersAfter, timersOfDraft } from '../domain/timers.js';
import { DirectoryRepository } from '../store/directory.repository.js';
import { ReferralRepository } from '../store/referral.repository.js';
import { TimerRepository } from '../store/timer.repository.js';
import { CALENDAR } from '../tokens.js';
import { Places } from './places.js';
import { definitionOf, referralChange } from './referral-event.js';

/** The decision under which a referral leaves. */
export type Sending = DisclosureDecision;

export interface Why {
  readonly cause?: Event<unknown> | undefined;
  readonly timer?: string | undefined;
}

/** The one door through which a referral moves: users, timers, custody and consent pass it alike. */
@Injectable()
export class ReferralSteps {
  constructor(
    private readonly referrals: ReferralRepository,
    private readonly timers: TimerRepository,
    private readonly directory: DirectoryRepository,
    private readonly places: Places,
    @Inject(CALENDAR) private readonly calendar: CityCalendar,
  ) {}

  async draft(referral: Referral, tx: EntityManager): Promise<void> {
    await this.referrals.create(referral, tx);
    const context = { calendar: this.calendar, hasLockedPlace: false };
    await this.timers.replace(referral.referralId, timersOfDraft(referral, context), tx);
  }

  /** State, transition, timers, place and event: in one transaction or not at all. */
  async take(
    referral: Referral,
    step: Step,
    facts: Facts,
    why: Why,
    tx: EntityManager,
  ): Promise<Referral> {
    const taken = takeStep(referral, step, facts);
    await this.referrals.save(taken, step.userId, tx);
    await this.movePlace(taken, facts, tx);
    await this.moveTimers(taken, tx);
    await this.tell(taken, why, tx);
    return taken.after;
  }

  /** What the system does because a fact changed. */
  async follow(
    { referral, command, reasonCode }: SystemStep,
    at: Date,
    why: Why,
    tx: EntityManager,
  ): Promise<Referral> {
    const step = { command, reasonCode, at, actors: ['X'], userId: null, fields: {} } as const;
    const facts = await this.factsOf(referral, tx);
    return this.take(referral, { ...step, newId: randomUUID() }, facts, why, tx);
  }

  /** R04: with the decision that permits it, one at a time for a person and for the last place. */
  async send(
    referral: Referral,
    step: Step,
    decision: Sending,
    tx: EntityManager,
  ): Promise<Referral> {
    const facts = await this.factsOf(referral, tx);
    if (facts.service.slotManaged) await this.directory.lock(referral.serviceId, tx);
    const capacity = await this.directory.capacity([referral.serviceId], tx);
    const hasDuplicate = await this.referrals.hasDuplicate(referral, tx);
    return this.take(referral, step, { ...facts, capacity, hasDuplicate, decision }, {}, tx);
  }

  async factsOf({ serviceId }: Referral, tx: EntityManager): Promise<Facts> {
    return { service: await this.serviceOf(serviceId, tx), zone: this.calendar.zone };
  }

  serviceOf(serviceId: string, tx: EntityManager): Promise<Service> {
    return this.directory.get(serviceId, tx);
  }

  private async movePlace(
    { before, after, at }: Taken,
    { service }: Facts,
    tx: EntityManager,
  ): Promise<void> {
    if (before.state === after.state) return;
    if (after.state === 'sent' && before.state === 'draft' && service.slotManaged) {
      await this.places.keepFor(after, at, tx);
    } else if (after.state === 'in_service' || after.state === 'completed') {
      await this.places.fill(after, at, tx);
    } else if (!isOpen(after.state) || ['on_hold', 'waitlisted'].includes(after.state)) {
      await this.places.free(after, at, tx);
    }
  }

  private async moveTimers(taken: Taken, tx: EntityManager): Promise<void> {
    const { referralId } = taken.after;
    const hasLockedPlace = await this.places.isKeptFor(taken.after, tx);
    const known = await this.timers.of(referralId, tx);
    const next = timersAfter(known, taken, { calendar: this.calendar, hasLockedPlace });
    await this.timers.replace(referralId, next, tx);
  }

  private async tell(taken: Taken, why: Why, tx: EntityManager): Promise<void> {
    const isOnlyProposed = taken.rule.needsSecondPerson && taken.after.state === taken.before.state;
    const definition = isOnlyProposed ? undefined : definitionOf(taken.rule);
    if (definition) await publish(tx, definition, [referralChange(taken, this.calendar, why)]);
  }
}
