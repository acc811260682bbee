import type { CustodyChangedV1 } from '@continuum/contracts';
import type { TeamRow } from '../policy-set.js';
import type { RelationDraft } from './relation-draft.js';

const IN_CUSTODY = ['in_custody', 'temporarily_out'];

/** Whoever is in jail is a patient of its clinical team; the booking leads to the person. */
export function patientsOfJail(
  { recordKey, recordVersion, state, facility, admittedAt, endedAt }: CustodyChangedV1['data'],
  changedAt: Date,
  teams: Iterable<TeamRow>,
): RelationDraft[] {
  const isOver = !IN_CUSTODY.includes(state);
  return [...teams]
    .filter(({ patientsOfFacilities = [] }) => isOver || patientsOfFacilities.includes(facility))
    .filter(({ patientsOfFacilities }) => patientsOfFacilities !== undefined)
    .map(({ id }) => ({
      relationId: ['in-custody-patient', recordKey, id].join('|'),
      version: recordVersion,
      kind: 'in-custody-patient',
      teamId: id,
      recordKey,
      from: new Date(admittedAt),
      ...(isOver && { until: endedAt === null ? changedAt : new Date(endedAt) }),
    }));
}
