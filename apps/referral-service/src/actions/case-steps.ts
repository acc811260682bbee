import { Inject, Injectable } from '@nestjs/common';
import {
  CareTeamChangedV1,
  CaseActivatedV1,
  CaseClosedV1,
  CaseDeclinedV1,
  CaseEnrolledV1,
  CaseInactivatedV1,
  CaseOfferedV1,
  CaseProposedV1,
  CaseReopenedV1,
  Refused,
  type ActivateCase,
  type CaseCommand,
  type CloseCase,
  type EnrolInCase,
  type JoinCareTeam,
  type OfferCase,
  type WriteFieldCard,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CaseActor } from '../domain/case-rules.js';
import {
  activate,
  close,
  decline,
  enrol,
  inactivate,
  isOpenCase,
  offer,
  reopen,
  touch,
  wrongState,
  type MdtCase,
} from '../domain/mdt-case.js';
import { CareTeamRepository, type CareTeamMember } from '../store/care-team.repository.js';
import { FieldCardRepository } from '../store/field-card.repository.js';
import { MdtCaseRepository } from '../store/mdt-case.repository.js';
import { CASE_HOME } from '../tokens.js';
import { caseChange, teamChange, type CaseHome, type CaseStep } from './case-event.js';

export type CaseFields = Partial<
  OfferCase & EnrolInCase & ActivateCase & CloseCase & JoinCareTeam & WriteFieldCard
>;

export interface CaseTry {
  readonly command: CaseCommand;
  readonly checkFields: () => Promise<CaseFields>;
  readonly userId: string;
  readonly actor: CaseActor;
  readonly decisionId: string | undefined;
  readonly now: Date;
}

interface Checked extends Omit<CaseTry, 'checkFields'> {
  readonly fields: CaseFields;
}

const EVENTS = {
  offer: CaseOfferedV1,
  enrol: CaseEnrolledV1,
  activate: CaseActivatedV1,
  inactivate: CaseInactivatedV1,
  decline: CaseDeclinedV1,
  close: CaseClosedV1,
  reopen: CaseReopenedV1,
} as const;

/** What each command does to a case, its team and its card, and what others are told. */
@Injectable()
export class CaseSteps {
  constructor(
    private readonly cases: MdtCaseRepository,
    private readonly careTeam: CareTeamRepository,
    private readonly cards: FieldCardRepository,
    @Inject(CASE_HOME) private readonly home: CaseHome,
  ) {}

  async propose(steps: readonly CaseStep[], tx: EntityManager): Promise<void> {
    await this.cases.save(
      steps.map(({ mdtCase }) => mdtCase),
      tx,
    );
    await publish(
      tx,
      CaseProposedV1,
      steps.map((step) => caseChange(step, this.home)),
    );
  }

  /** Without a person: the nomination was withdrawn while nobody had taken it up. */
  async close(steps: readonly CaseStep[], tx: EntityManager): Promise<void> {
    await this.cases.save(
      steps.map(({ mdtCase }) => mdtCase),
      tx,
    );
    await publish(
      tx,
      CaseClosedV1,
      steps.map((step) => caseChange(step, this.home)),
    );
  }

  async take(mdtCase: MdtCase, attempt: CaseTry, tx: EntityManager): Promise<MdtCase> {
    const { checkFields, ...rest } = attempt;
    const step = { ...rest, fields: await checkFields() };
    const next = moved(mdtCase, step);
    await this.cases.save([next], tx);
    const { type } = step.command;
    const told: CaseStep = { mdtCase: next, actorRole: step.actor === 'C' ? 'C' : 'L' };
    if (type in EVENTS) {
      const definition = EVENTS[type as keyof typeof EVENTS];
      await publish(tx, definition, [caseChange(told, this.home)]);
    }
    await this.keep(told, step, tx);
    return next;
  }

  /** What a command changes beside the state. */
  private async keep(told: CaseStep, step: Checked, tx: EntityManager): Promise<void> {
    const { mdtCase } = told;
    const { caseId } = mdtCase;
    const { fields, now, userId } = step;
    switch (step.command.type) {
      case 'offer':
        return this.join(
          told,
          memberOf(caseId, { ...fields, userId: fields.leadUserId ?? '' }, now),
          tx,
        );
      case 'join-team':
        return this.join(told, memberOf(caseId, fields, now), tx);
      case 'leave-team': {
        const who = { caseId, userId: fields.userId ?? '', role: fields.role ?? '' };
        return this.tell(told, await this.careTeam.leave(who, now, tx), tx);
      }
      case 'close':
      case 'decline':
        return this.tell(told, await this.careTeam.leave({ caseId }, now, tx), tx);
      case 'reopen':
        return this.rejoin(told, now, tx);
      case 'activate':
        return this.careTeam.logContact(contactOf(caseId, fields, userId), tx);
      case 'write-card':
        return this.cards.save(cardOf(caseId, fields, userId, now), tx);
      default:
        return;
    }
  }

  private async join(told: CaseStep, member: CareTeamMember, tx: EntityManager): Promise<void> {
    await this.careTeam.join(member, tx);
    await this.tell(told, [member], tx);
  }

  /** The lead comes back with what they could know before. */
  private async rejoin(told: CaseStep, now: Date, tx: EntityManager): Promise<void> {
    const { caseId } = told.mdtCase;
    const earlier = await this.careTeam.lastLead(caseId, tx);
    if (earlier) await this.join(told, { ...earlier, fromAt: now, toAt: null }, tx);
  }

  private tell(
    told: CaseStep,
    members: readonly CareTeamMember[],
    tx: EntityManager,
  ): Promise<void> {
    const changes = members.map((member) => teamChange(told, member, this.home));
    return publish(tx, CareTeamChangedV1, changes);
  }
}

function moved(mdtCase: MdtCase, { command, actor, fields, decisionId, now }: Checked): MdtCase {
  switch (command.type) {
    case 'offer':
      return offer(mdtCase, fields.leadUserId ?? '', now);
    case 'enrol':
      return enrol(mdtCase, enrolmentOf(fields, decisionId), now);
    case 'activate':
      return activate(mdtCase, now);
    case 'inactivate':
      return inactivate(mdtCase, now);
    case 'decline':
      return decline(mdtCase, command.reasonCode, now);
    case 'close':
      return closeAs(actor, mdtCase, command.reasonCode, fields.destination, now);
    case 'reopen':
      return reopen(mdtCase, now);
    case 'join-team':
    case 'leave-team':
    case 'write-card':
      if (!isOpenCase(mdtCase) || mdtCase.status === 'proposed') throw wrongState(mdtCase);
      return touch(mdtCase, now);
  }
}

function closeAs(
  actor: CaseActor,
  mdtCase: MdtCase,
  reason: string | undefined,
  destination: string | undefined,
  now: Date,
): MdtCase {
  if (mdtCase.status === 'proposed' && actor !== 'C') {
    throw new Refused('WRONG_ACTOR', 'This step is not for this user.');
  }
  return close(mdtCase, { reason, destination: destination ?? null }, now);
}

const enrolmentOf = ({ agreedAt, study, arm }: CaseFields, decisionId: string | undefined) => ({
  agreedAt: new Date(agreedAt ?? ''),
  decisionId: decisionId ?? '',
  study: study ?? null,
  arm: arm ?? null,
});

const memberOf = (
  caseId: string,
  { userId = '', role = 'lead', informationClasses = [] }: CaseFields,
  fromAt: Date,
): CareTeamMember => ({ caseId, userId, role, informationClasses, fromAt, toAt: null });

const contactOf = (
  caseId: string,
  { contactedAt, method = '', result = '' }: CaseFields,
  userId: string,
) => ({
  contactId: randomUUID(),
  ...{ caseId, method, result, userId },
  contactedAt: new Date(contactedAt ?? ''),
});

const cardOf = (caseId: string, fields: CaseFields, writtenBy: string, reviewedAt: Date) => ({
  ...{ caseId, writtenBy, reviewedAt },
  safety: fields.safety ?? [],
  howToHelp: {
    triggers: fields.triggers ?? [],
    calmingSteps: fields.calmingSteps ?? [],
    ...(fields.language ? { language: fields.language } : {}),
  },
  callNow: fields.callNow ?? '',
  agreedAt: new Date(fields.agreedAt ?? ''),
});
