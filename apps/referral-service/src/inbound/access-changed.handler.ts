import { Controller } from '@nestjs/common';
import {
  AgreementChangedV1,
  ConsentChangedV1,
  RelationChangedV1,
  RestrictionChangedV1,
} from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { resolvePersons } from '@continuum/persons';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { RecheckRepository } from '../store/recheck.repository.js';

/** Consent, restriction or agreement changed: reads ask anew by themselves, referrals are asked about by a job. */
@Controller()
export class AccessChangedHandler {
  constructor(
    private readonly rechecks: RecheckRepository,
    private readonly clock: Clock,
  ) {}

  @OnEvents(ConsentChangedV1)
  async consent(events: ConsentChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    const personIds = events.flatMap(({ data }) => data.personId ?? []);
    const recordKeys = events.map(({ data }) => data.recordKey);
    await this.ask(personIds, recordKeys, tx);
    return events.map(done);
  }

  @OnEvents(RestrictionChangedV1)
  async restriction(events: RestrictionChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    await this.ask(
      events.map(({ data }) => data.personId),
      [],
      tx,
    );
    return events.map(done);
  }

  @OnEvents(AgreementChangedV1)
  async agreement(events: AgreementChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    await this.rechecks.ofEverybody(this.clock.now(), tx);
    return events.map(done);
  }

  /** What was held while its sender had nothing to do with the person goes on; a relation that ends holds nothing. */
  @OnEvents(RelationChangedV1)
  async relation(events: RelationChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    const begun = events.filter(({ data }) => data.to === null && data.personId !== null);
    const today = await resolvePersons(
      tx,
      begun.flatMap(({ data }) => data.personId ?? []),
    );
    const related = begun.map(({ data: { userId, personId } }) => ({
      userId,
      personId: today.get(personId ?? '') ?? '',
    }));
    await this.rechecks.ofSenders(related, this.clock.now(), tx);
    return events.map(done);
  }

  private async ask(personIds: string[], recordKeys: string[], tx: EntityManager): Promise<void> {
    const today = await resolvePersons(tx, personIds);
    await this.rechecks.ofPersons([...today.values()], recordKeys, this.clock.now(), tx);
  }
}
