import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import {
  Code,
  Instant,
  LocalDate,
  RestatementCause,
  Uuid,
  Version,
  oneOf,
  record,
} from '../words.js';

/** A person crossed the line of a utilisation measure. No counts, no records. */
export const ReportHfuCrossedV1 = eventFamily('report', 1, {
  topic: 'reports',
  key: 'personId',
  version: 'version',
  data: record({
    personId: Uuid,
    version: Version,
    measure: Code,
    definitionVersion: Version,
    direction: oneOf('entered', 'returned', 'aged_out', 'withdrawn'),
    asOf: LocalDate,
    knowledgeAt: Instant,
    isWindowCovered: Type.Boolean(),
  }),
})('hfu-crossed');
export type ReportHfuCrossedV1 = EventOf<typeof ReportHfuCrossedV1>;

const ofSnapshot = { topic: 'reports', key: 'snapshotId', version: () => 1 } as const;

/** The figures of a month were published, for the first time or again. They do not change; a restatement supersedes them. */
export const ReportSnapshotPublishedV1 = eventFamily('report', 1, {
  ...ofSnapshot,
  data: record({
    snapshotId: Uuid,
    measure: Code,
    definitionVersion: Version,
    asOf: LocalDate,
    knowledgeAt: Instant,
  }),
})('snapshot-published');
export type ReportSnapshotPublishedV1 = EventOf<typeof ReportSnapshotPublishedV1>;

/** Published figures turned out to be others: which snapshot supersedes which, and why. No counts. */
export const ReportRestatedV1 = eventFamily('report', 1, {
  ...ofSnapshot,
  data: record({ snapshotId: Uuid, supersedes: Uuid, cause: RestatementCause }),
})('restated');
export type ReportRestatedV1 = EventOf<typeof ReportRestatedV1>;
