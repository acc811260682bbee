import type { CaseV1 } from '@continuum/contracts';
import type { RosterFact } from '../facts.js';
import type { TeamRow } from '../policy-set.js';
import type { RelationKind } from '../vocabulary.js';
import { targetOf, type RelationDraft } from './relation-draft.js';

/** What ends with a case, by its id as context. */
export const ENDING_WITH_CASE: readonly RelationKind[] = [
  'caseload',
  'care-team',
  'coordinator',
  'roster',
];

const COORDINATOR = 'coordinator';
const ON_ROSTER = ['enrolled', 'active'];

/** Coordinators of the programme's team, from the proposal until the case is closed. */
export function coordinatorsOfCase(
  data: CaseV1['data'],
  teams: Iterable<TeamRow>,
): RelationDraft[] {
  return teamsOf(data, teams).map(({ id }) => ({
    relationId: ['coordinator', data.caseId, id].join('|'),
    version: data.version,
    kind: 'coordinator',
    teamId: id,
    teamRole: COORDINATOR,
    ...targetOf(data.personRef),
    context: data.caseId,
    from: new Date(data.at),
    ...(data.status === 'closed' && { until: new Date(data.at) }),
  }));
}

/** The team's own relation to whom it enrolled. */
export function rosterRelationsOfCase(
  data: CaseV1['data'],
  teams: Iterable<TeamRow>,
): RelationDraft[] {
  return rosterTeams(data, teams).map(({ id }) => ({
    relationId: ['roster', data.caseId, id].join('|'),
    version: data.version,
    kind: 'roster',
    teamId: id,
    ...targetOf(data.personRef),
    context: data.caseId,
    from: new Date(data.at),
    ...(!isOnRoster(data) && { until: new Date(data.at) }),
  }));
}

export interface RosterDraft extends Omit<RosterFact, 'personId' | 'homelessEvidenceOn'> {
  readonly caseId: string;
  readonly version: number;
  readonly personId?: string;
  readonly recordKey?: string;
}

/** The roster entry that the evidence of homelessness hangs on. */
export function rosterOfCase(data: CaseV1['data'], teams: Iterable<TeamRow>): RosterDraft[] {
  return rosterTeams(data, teams).flatMap(({ id, legalMode }) => {
    if (!legalMode) return [];
    return [
      {
        caseId: data.caseId,
        version: data.version,
        teamId: id,
        programme: data.programme,
        legalMode,
        ...targetOf(data.personRef),
        from: new Date(data.at),
        ...(!isOnRoster(data) && { until: new Date(data.at) }),
      },
    ];
  });
}

const isOnRoster = ({ status }: CaseV1['data']) => ON_ROSTER.includes(status);

/** A proposal or an offer has not enrolled anybody yet. */
const rosterTeams = (data: CaseV1['data'], teams: Iterable<TeamRow>) =>
  ['proposed', 'offered'].includes(data.status) ? [] : teamsOf(data, teams);

const teamsOf = ({ programme }: CaseV1['data'], teams: Iterable<TeamRow>) =>
  [...teams].filter((team) => team.programme === programme);
