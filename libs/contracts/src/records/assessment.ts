import { Code, LocalDate, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, required } from './field.js';
import { recordKind } from './record-kind.js';

/** Result of a tool that grades need or risk. Its answers, item by item, are not accepted. */
export const Assessment = recordKind({
  kind: 'assessment',
  dataset: 'asmt',
  labels: ['STATE_CONF'],
  datedBy: ['assessedOn'],
  levelledBy: 'level',
  fields: {
    tool: required(activity(Code)),
    assessedOn: required(activity(LocalDate)),
    level: required(activity(oneOf('low', 'moderate', 'high', 'very_high'))),
    toolVersion: activity(Code),
    assessorRole: activity(Code),
    validUntilOn: activity(LocalDate),
  },
});
export const AssessmentRecordedV1 = Assessment.activity;
export type AssessmentRecordedV1 = ActivityOf<typeof Assessment>;
