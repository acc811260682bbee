import { Injectable } from '@nestjs/common';
import type { Event } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { LinkedStay } from '../domain/custody.js';
import { CustodyRepository } from '../store/custody.repository.js';
import { PersonRepository } from '../store/person.repository.js';
import { CustodyAlerts } from './custody-alerts.js';
import { CustodyHolds } from './custody-holds.js';

export interface CustodyCause {
  readonly at: Date;
  readonly cause?: Event<unknown>;
  /** These persons crossed the line of utilisation just now. */
  readonly crossed?: ReadonlySet<string>;
}

/** Persons, and their known stays. */
export interface Stays {
  readonly personIds: readonly string[];
  readonly of: (personId: string | null) => readonly LinkedStay[];
}

/** What the stays of persons mean for their referrals and alerts: told again, it changes nothing. */
@Injectable()
export class CustodyFollower {
  constructor(
    private readonly persons: PersonRepository,
    private readonly custody: CustodyRepository,
    private readonly holds: CustodyHolds,
    private readonly alerts: CustodyAlerts,
  ) {}

  async follow(persons: readonly string[], why: CustodyCause, tx: EntityManager): Promise<void> {
    const personIds = [...new Set(persons)];
    if (personIds.length === 0) return;
    await this.persons.lock(personIds, tx);
    const known = await this.custody.ofPersons(personIds, tx);
    const stays = { personIds, of: (personId: string | null) => known.get(personId ?? '') ?? [] };
    await this.holds.follow(stays, why, tx);
    await this.alerts.follow(stays, why, tx);
  }
}
