import Type from 'typebox';
import { Code, LocalDate } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** Treatment by a Part 2 programme, withdrawal management included. That it exists is itself protected. */
export const SudEpisode = recordKind({
  kind: 'sud_episode',
  dataset: 'sud',
  labels: ['PART2', 'HIPAA'],
  isExistenceSensitive: true,
  travel: 'coarse',
  datedBy: ['startsOn'],
  endedBy: 'endsOn',
  levelledBy: 'level',
  fields: {
    episodeNo: required(reference()),
    programme: required(activity(Code)),
    startsOn: required(activity(LocalDate)),
    endsOn: activity(LocalDate),
    level: activity(Code),
    dischargeReason: activity(Code),
    diagnosis: ownerOnly(Code),
    medications: ownerOnly(Type.Array(text(120), { maxItems: 100 })),
    progress: ownerOnly(text(4000)),
    emergency: ownerOnly(text(1000)),
  },
});
export const SudEpisodeRecordedV1 = SudEpisode.activity;
export type SudEpisodeRecordedV1 = ActivityOf<typeof SudEpisode>;
