import Type from 'typebox';
import { Code, LocalDate, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** Care by county mental health. That it exists is itself protected. */
export const MhEpisode = recordKind({
  kind: 'mh_episode',
  dataset: 'mh',
  labels: ['LPS', 'HIPAA'],
  isExistenceSensitive: true,
  travel: 'coarse',
  datedBy: ['startsOn'],
  endedBy: 'endsOn',
  levelledBy: 'setting',
  fields: {
    episodeNo: required(reference()),
    programme: required(activity(Code)),
    startsOn: required(activity(LocalDate)),
    endsOn: activity(LocalDate),
    setting: activity(oneOf('outpatient', 'inpatient', 'crisis_residential', 'intensive_team')),
    dischargeReason: activity(Code),
    legalHold: ownerOnly(Code),
    diagnosis: ownerOnly(Code),
    medications: ownerOnly(Type.Array(text(120), { maxItems: 100 })),
    progress: ownerOnly(text(4000)),
  },
});
export const MhEpisodeRecordedV1 = MhEpisode.activity;
export type MhEpisodeRecordedV1 = ActivityOf<typeof MhEpisode>;
