import Type from 'typebox';
import { Code, Instant, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** A visit or stay at a clinic, hospital or sobering centre. */
export const HealthEncounter = recordKind({
  kind: 'health_encounter',
  dataset: 'enc',
  labels: ['HIPAA', 'CMIA'],
  addsLabel: { isCrisisHold: 'LPS' },
  datedBy: ['startsAt'],
  endedBy: 'endsAt',
  levelledBy: 'class',
  fields: {
    encounterNo: required(reference()),
    class: required(activity(oneOf('ed', 'inpatient', 'crisis', 'outpatient', 'sobering'))),
    startsAt: required(activity(Instant)),
    endsAt: activity(Instant),
    facility: activity(Code),
    arrivalMode: activity(Code),
    dischargeDisposition: activity(Code),
    payerGroup: activity(Code),
    isCrisisHold: ownerOnly(Type.Boolean(), { labels: ['LPS'] }),
    diagnosis: ownerOnly(Code),
    medications: ownerOnly(Type.Array(text(120), { maxItems: 100 })),
    allergies: ownerOnly(Type.Array(text(120), { maxItems: 100 })),
    hivStatus: ownerOnly(Code, { labels: ['HIV'] }),
  },
});
export const HealthEncounterRecordedV1 = HealthEncounter.activity;
export type HealthEncounterRecordedV1 = ActivityOf<typeof HealthEncounter>;
