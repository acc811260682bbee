import Type from 'typebox';
import { Code, Instant } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required } from './field.js';
import { recordKind } from './record-kind.js';

/** An ambulance was sent to a person. */
export const EmsResponse = recordKind({
  kind: 'ems_response',
  dataset: 'ems',
  labels: ['HIPAA'],
  datedBy: ['notifiedAt'],
  fields: {
    pcrNo: required(reference({ identifier: 'pcr-no' })),
    agency: required(activity(Code)),
    notifiedAt: required(activity(Instant)),
    unitDisposition: required(activity(Code)),
    isTransported: required(activity(Type.Boolean())),
    incidentNo: activity(Code),
    responseNo: reference(),
    unit: activity(Code),
    serviceType: activity(Code),
    callAt: activity(Instant),
    onSceneAt: activity(Instant),
    atPatientAt: activity(Instant),
    leftAt: activity(Instant),
    atDestinationAt: activity(Instant),
    backInServiceAt: activity(Instant),
    locationType: activity(Code),
    area: activity(Code),
    isEvaluated: activity(Type.Boolean()),
    refusalReason: activity(Code),
    destinationType: activity(Code),
    destinationFacility: activity(Code),
    injuryType: ownerOnly(Code),
    diagnosis: ownerOnly(Code),
    substanceIndicator: ownerOnly(Code),
    edOutcome: ownerOnly(Code),
  },
});
export const EmsResponseRecordedV1 = EmsResponse.activity;
export type EmsResponseRecordedV1 = ActivityOf<typeof EmsResponse>;
