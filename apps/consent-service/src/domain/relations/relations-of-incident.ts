import type { IncidentRecordedV1 } from '@continuum/contracts';
import type { RelationDraft } from './relation-draft.js';

/** Whoever was sent, until their unit is cleared or the incident is closed. It reaches nobody until a person is attached. */
export function respondersOf({ recordVersion, body }: IncidentRecordedV1['data']): RelationDraft[] {
  if (!('units' in body) || !body.units || !body.incidentNo) return [];
  const { incidentNo, units, closedAt } = body;
  return units.flatMap(({ unitId, userIds, assignedAt, clearedAt }) => {
    const until = clearedAt ?? closedAt;
    return userIds.map((userId): RelationDraft => ({
      relationId: ['incident', incidentNo, unitId, userId].join('|'),
      version: recordVersion,
      kind: 'incident',
      userId,
      context: incidentNo,
      from: new Date(assignedAt),
      ...(until && { until: new Date(until) }),
    }));
  });
}
