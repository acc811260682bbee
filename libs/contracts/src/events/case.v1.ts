import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Department, LocalDate, Uuid, Version, oneOf, record } from '../words.js';
import { UserId, careHeader } from './care.v1.js';

const event = eventFamily('case', 1, {
  topic: 'care',
  key: 'caseId',
  version: 'version',
  data: record({
    ...careHeader,
    caseId: Uuid,
    programme: Code,
    status: oneOf('proposed', 'offered', 'enrolled', 'active', 'inactive', 'closed'),
    origin: oneOf('hfu', 'officer', 'self', 'court', 'clinician'),
    reasonCode: Type.Optional(Code),
    leadDepartment: Type.Optional(Department),
    definitionVersion: Type.Optional(Version),
    assignment: Type.Optional(record({ study: Code, arm: Code })),
    /** Newest evidence of homelessness of somebody on a roster: sent again when newer. */
    homelessEvidence: Type.Optional(record({ on: LocalDate, source: Code })),
  }),
});

/** A person was put on the coordinator's list. */
export const CaseProposedV1 = event('proposed');
/** A lead case manager was asked to reach out to the person. */
export const CaseOfferedV1 = event('offered');
/** The person agreed. */
export const CaseEnrolledV1 = event('enrolled');
/** Work with the person began, or began again. */
export const CaseActivatedV1 = event('activated');
/** Nobody reached the person for long. */
export const CaseInactivatedV1 = event('inactivated');
/** The person declined, or could not be reached. */
export const CaseDeclinedV1 = event('declined');
/** The case ended. */
export const CaseClosedV1 = event('closed');
/** A closed case was taken up again. */
export const CaseReopenedV1 = event('reopened');
export type CaseV1 = EventOf<typeof CaseProposedV1>;

/** Somebody joined or left a care team. Relations are drawn from it. */
export const CareTeamChangedV1 = eventFamily('care-team', 1, {
  topic: 'care',
  key: 'caseId',
  version: 'version',
  data: record({
    ...careHeader,
    caseId: Uuid,
    userId: Type.Optional(UserId),
    teamId: Type.Optional(Code),
    role: Code,
    informationClasses: Type.Array(Code),
    from: careHeader.at,
    to: Type.Optional(careHeader.at),
  }),
})('changed');
export type CareTeamChangedV1 = EventOf<typeof CareTeamChangedV1>;
