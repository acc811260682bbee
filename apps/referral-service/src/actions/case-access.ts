import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { CaseActor } from '../domain/case-rules.js';
import type { MdtCase } from '../domain/mdt-case.js';
import { CareTeamRepository } from '../store/care-team.repository.js';
import { MdtCaseRepository } from '../store/mdt-case.repository.js';
import { TeamRepository } from '../store/team.repository.js';

export interface SeenCase {
  readonly mdtCase: MdtCase;
  readonly actors: readonly CaseActor[];
}

/** What a user is to a case. One that nobody asked them to work on is no case for them. */
@Injectable()
export class CaseAccess {
  constructor(
    private readonly cases: MdtCaseRepository,
    private readonly careTeam: CareTeamRepository,
    private readonly teams: TeamRepository,
  ) {}

  async lock(caseId: string, userId: string, tx: EntityManager): Promise<SeenCase> {
    const mdtCase = await this.cases.lock(caseId, tx);
    const members = await this.careTeam.current([caseId], tx);
    const isCoordinator = await this.teams.isCoordinator(userId, mdtCase.programme, tx);
    const isLead = 'leadUserId' in mdtCase && mdtCase.leadUserId === userId;
    const isMember = members.some((member) => member.userId === userId);
    const actors: CaseActor[] = [];
    if (isLead) actors.push('L');
    if (isCoordinator) actors.push('C');
    if (isMember) actors.push('T');
    if (actors.length === 0) throw new Refused('NOT_FOUND', 'There is no such case.');
    return { mdtCase, actors };
  }
}
