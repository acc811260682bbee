import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { AssignmentFact } from '../domain/facts.js';
import { isInForce } from '../domain/interval.js';
import { UserRepository } from '../store/facts/user.repository.js';

/** Who of the directory stands at a department's desk. Roles and departments never come from a token. */
@Injectable()
export class StaffDesk {
  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** Assignments in force now; none for somebody unknown or disabled. */
  async seatsOf({ user }: CallerIdentity, tx: EntityManager): Promise<readonly AssignmentFact[]> {
    const known = user && (await this.users.find(user.id, tx));
    if (!known || known.isDisabled) return [];
    return known.assignments.filter((assignment) => isInForce(assignment, this.clock.now()));
  }

  /** @throws Refused DENIED for somebody who does not work there */
  async memberOf(department: string, caller: CallerIdentity, tx: EntityManager): Promise<string> {
    const seats = await this.seatsOf(caller, tx);
    if (!caller.user || !seats.some((seat) => seat.department === department)) {
      throw new Refused('DENIED', "Only the discloser's own staff may do this.");
    }
    return caller.user.id;
  }
}
