import Type from 'typebox';
import { Code, LocalDate, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** A hearing and what came of it. */
export const CourtEvent = recordKind({
  kind: 'court_event',
  dataset: 'case',
  labels: ['LOCAL_CH'],
  datedBy: ['eventOn'],
  fields: {
    caseNo: required(reference({ identifier: 'case-no' })),
    eventOn: required(activity(LocalDate)),
    type: required(
      activity(
        oneOf('arraignment', 'pretrial', 'trial', 'sentencing', 'review', 'diversion_review'),
      ),
    ),
    result: activity(oneOf('appeared', 'failed_to_appear', 'continued', 'dismissed', 'diverted')),
    nextOn: activity(LocalDate),
    chargeIds: activity(Type.Array(Code, { maxItems: 100 })),
    courtroom: ownerOnly(text(60)),
    counselRef: ownerOnly(text(60)),
  },
});
export const CourtEventRecordedV1 = CourtEvent.activity;
export type CourtEventRecordedV1 = ActivityOf<typeof CourtEvent>;
