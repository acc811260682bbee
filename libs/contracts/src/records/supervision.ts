import Type from 'typebox';
import { Code, LocalDate, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** Release with conditions: before trial, in diversion, on probation or parole. */
export const Supervision = recordKind({
  kind: 'supervision',
  dataset: 'supv',
  labels: ['LOCAL_CH'],
  datedBy: ['startsOn'],
  endedBy: 'endsOn',
  levelledBy: 'type',
  fields: {
    type: required(
      activity(oneOf('pretrial', 'diversion', 'probation_informal', 'probation_formal', 'parole')),
    ),
    agency: required(activity(Code)),
    startsOn: required(activity(LocalDate)),
    status: required(activity(oneOf('active', 'completed', 'revoked', 'absconded'))),
    endsOn: activity(LocalDate),
    caseNo: reference({ identifier: 'case-no' }),
    conditionCodes: activity(Type.Array(Code, { maxItems: 50 })),
    conditions: ownerOnly(Type.Array(text(300), { maxItems: 50 })),
  },
});
export const SupervisionRecordedV1 = Supervision.activity;
export type SupervisionRecordedV1 = ActivityOf<typeof Supervision>;
