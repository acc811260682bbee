import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { isInForce } from '../domain/interval.js';
import { UserRepository } from '../store/facts/user.repository.js';

/** Who of the directory stands at a department's desk. Roles and departments never come from a token. */
@Injectable()
export class StaffDesk {
  constructor(private readonly users: UserRepository) {}

  async departmentsOf({ user }: CallerIdentity, now: Date, tx: EntityManager): Promise<string[]> {
    const known = user && (await this.users.find(user.id, tx));
    if (!known || known.isDisabled) return [];
    const seats = known.assignments.filter((assignment) => isInForce(assignment, now));
    return seats.map(({ department }) => department);
  }

  /** @throws Refused DENIED for somebody who does not work there */
  async memberOf(
    department: string,
    caller: CallerIdentity,
    now: Date,
    tx: EntityManager,
  ): Promise<string> {
    const departments = await this.departmentsOf(caller, now, tx);
    if (!caller.user || !departments.includes(department)) {
      throw new Refused('DENIED', "Only the discloser's own staff may do this.");
    }
    return caller.user.id;
  }
}
