import { Code, LocalDate, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, required, text } from './field.js';
import { HmisCode } from './hmis-enrollment.js';
import { recordKind } from './record-kind.js';

/** Where a person lived on a day, and who saw it. Police set their own label, GENERAL, in their source. */
export const LivingSituation = recordKind({
  kind: 'living_situation',
  dataset: 'livs',
  labels: ['HMIS'],
  datedBy: ['informationOn'],
  fields: {
    informationOn: required(activity(LocalDate)),
    situation: required(activity(HmisCode)),
    verifiedBy: required(activity(oneOf('outreach', 'police', 'client', 'other'))),
    area: activity(Code),
    place: ownerOnly(text(200)),
  },
});
export const LivingSituationRecordedV1 = LivingSituation.activity;
export type LivingSituationRecordedV1 = ActivityOf<typeof LivingSituation>;
