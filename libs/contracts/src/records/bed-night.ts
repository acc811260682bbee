import { Code, LocalDate } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, reference, required } from './field.js';
import { recordKind } from './record-kind.js';

/** One night in a shelter bed. */
export const BedNight = recordKind({
  kind: 'bed_night',
  dataset: 'night',
  labels: ['HMIS'],
  datedBy: ['nightOn'],
  fields: {
    enrollmentNo: required(reference()),
    projectId: required(activity(Code)),
    nightOn: required(activity(LocalDate)),
    bedType: activity(Code),
  },
});
export const BedNightRecordedV1 = BedNight.activity;
export type BedNightRecordedV1 = ActivityOf<typeof BedNight>;
