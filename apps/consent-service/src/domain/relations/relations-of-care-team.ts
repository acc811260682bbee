import type { CareTeamChangedV1 } from '@continuum/contracts';
import { targetOf, type RelationDraft } from './relation-draft.js';

const LEAD = 'lead';

/** The lead carries the case; the others see their own classes of information. */
export function relationsOfCareTeam(data: CareTeamChangedV1['data']): RelationDraft[] {
  const { caseId, userId, teamId, role, version, from, to } = data;
  const member = userId ?? teamId;
  if (member === undefined) return [];
  const isLead = role === LEAD;
  return [
    {
      relationId: ['care-team', caseId, role, member].join('|'),
      version,
      kind: isLead ? 'caseload' : 'care-team',
      ...(userId === undefined ? { teamId: member } : { userId }),
      ...targetOf(data.personRef),
      ...(!isLead && { informationClasses: data.informationClasses }),
      context: caseId,
      from: new Date(from),
      ...(to !== undefined && { until: new Date(to) }),
    },
  ];
}
