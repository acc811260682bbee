import Type from 'typebox';
import { Code, Instant, record } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, required, text } from './field.js';
import { recordKind } from './record-kind.js';

const Unit = record({
  unitId: Code,
  userIds: Type.Array(Code, { maxItems: 20 }),
  assignedAt: Instant,
  clearedAt: Type.Optional(Instant),
});

/** A call that dispatch opened, and who was sent. It is about nobody: it has no subject. */
export const Incident = recordKind({
  kind: 'incident',
  dataset: 'disp',
  labels: ['GENERAL'],
  datedBy: ['openedAt'],
  hasSubject: false,
  fields: {
    incidentNo: required(activity(Code)),
    openedAt: required(activity(Instant)),
    type: required(activity(Code)),
    units: required(activity(Type.Array(Unit, { maxItems: 100 }))),
    closedAt: activity(Instant),
    priority: activity(Code),
    area: activity(Code),
    place: ownerOnly(text(200)),
    callerNotes: ownerOnly(text(2000)),
  },
});
export const IncidentRecordedV1 = Incident.activity;
export type IncidentRecordedV1 = ActivityOf<typeof Incident>;
