import type { CareTeamChangedV1, CaseV1, CommandAnswer, Event } from '@continuum/contracts';
import type { Change } from '@continuum/messaging';
import { localDate } from '../domain/business-time.js';
import type { MdtCase } from '../domain/mdt-case.js';
import { refOf } from '../domain/person-ref.js';
import type { CareTeamMember } from '../store/care-team.repository.js';

/** Where cases belong: owner, and the zone of their dates. */
export interface CaseHome {
  readonly programme: string;
  readonly department: string;
  readonly zone: string;
}

export interface CaseStep {
  readonly mdtCase: MdtCase;
  readonly actorRole: 'S' | 'C' | 'L' | 'X';
  readonly cause?: Event<unknown> | undefined;
}

export const CASE_LABELS = ['STATE_CONF'] as const;

export function caseChange(
  { mdtCase, actorRole, cause }: CaseStep,
  home: CaseHome,
): Change<CaseV1['data']> {
  const { caseId, programme, status, origin, crossing } = mdtCase;
  const enrolment = 'enrolment' in mdtCase ? mdtCase.enrolment : null;
  return {
    department: home.department,
    labels: CASE_LABELS,
    cause,
    data: {
      ...header(mdtCase, actorRole, home),
      ...{ caseId, programme, status, origin },
      ...(mdtCase.status === 'closed' ? { reasonCode: mdtCase.reason } : {}),
      ...('leadUserId' in mdtCase && mdtCase.leadUserId ? { leadDepartment: home.department } : {}),
      ...(crossing ? { definitionVersion: crossing.definitionVersion } : {}),
      ...(enrolment?.study && enrolment.arm
        ? { assignment: { study: enrolment.study, arm: enrolment.arm } }
        : {}),
    },
  };
}

export function teamChange(
  { mdtCase, actorRole }: CaseStep,
  member: CareTeamMember,
  home: CaseHome,
): Change<CareTeamChangedV1['data']> {
  const { userId, role, informationClasses, fromAt, toAt } = member;
  return {
    department: home.department,
    labels: CASE_LABELS,
    data: {
      ...header(mdtCase, actorRole, home),
      ...{ caseId: mdtCase.caseId, userId, role, informationClasses: [...informationClasses] },
      from: fromAt.toISOString(),
      ...(toAt ? { to: toAt.toISOString() } : {}),
    },
  };
}

const header = (mdtCase: MdtCase, actorRole: string, { department, zone }: CaseHome) => ({
  version: mdtCase.version,
  at: mdtCase.at.toISOString(),
  localDate: localDate(mdtCase.at, zone),
  personRef: refOf(mdtCase),
  actorRole,
  department,
});

export const answerOfCase = ({ caseId, version, status }: MdtCase): CommandAnswer => ({
  id: caseId,
  version,
  state: status,
});
