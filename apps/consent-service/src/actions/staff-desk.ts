import { Injectable } from '@nestjs/common';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { AssignmentFact } from '../domain/facts.js';
import { isActive } from '../domain/gates/standing.js';
import { isInForce } from '../domain/interval.js';
import { UserRepository } from '../store/facts/user.repository.js';

/** Who of the directory stands at a department's desk. Roles and departments never come from a token. */
@Injectable()
export class StaffDesk {
  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** Assignments in force now; none for somebody unknown, disabled or long away. */
  async seatsOf({ user }: CallerIdentity, tx: EntityManager): Promise<readonly AssignmentFact[]> {
    const known = user && (await this.users.find(user.id, tx));
    const now = this.clock.now();
    if (!known || !isActive(known, now)) return [];
    return known.assignments.filter((assignment) => isInForce(assignment, now));
  }

  /** Undefined for somebody who does not work there. */
  async memberOf(
    department: string,
    caller: CallerIdentity,
    tx: EntityManager,
  ): Promise<string | undefined> {
    const seats = await this.seatsOf(caller, tx);
    return seats.some((seat) => seat.department === department) ? caller.user?.id : undefined;
  }
}
