import Type from 'typebox';
import { Code, LocalDate } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** Number of an HMIS list: 116 is a place not meant for habitation, 435 a permanent home with subsidy. */
export const HmisCode = Type.Integer({ minimum: 0, maximum: 999 });

/** A person's time in a housing or shelter project: from entry to the day before exit. */
export const HmisEnrollment = recordKind({
  kind: 'hmis_enrollment',
  dataset: 'stay',
  labels: ['HMIS'],
  datedBy: ['entryOn'],
  endedBy: 'exitOn',
  fields: {
    enrollmentNo: required(reference()),
    projectId: required(activity(Code)),
    projectType: required(activity(Type.Integer({ minimum: 0, maximum: 14 }))),
    entryOn: required(activity(LocalDate)),
    householdNo: reference(),
    livingSituation: activity(HmisCode),
    moveInOn: activity(LocalDate),
    exitOn: activity(LocalDate),
    destination: activity(HmisCode),
    informationOn: activity(LocalDate),
    createdOn: activity(LocalDate),
    exitNotes: ownerOnly(text(2000)),
  },
});
export const HmisEnrollmentRecordedV1 = HmisEnrollment.activity;
export type HmisEnrollmentRecordedV1 = ActivityOf<typeof HmisEnrollment>;
