import {
  catalogue,
  CitationRecordedV1,
  CustodyChangedV1,
  DatasetLevelChangedV1,
  EmsResponseRecordedV1,
  HealthEncounterRecordedV1,
  HmisEnrollmentRecordedV1,
  PersonReviewRaisedV1,
  PersonReviewResolvedV1,
  PolicyPublishedV1,
  RecordWithdrawnV1,
  ReportRestatedV1,
  ReportSnapshotPublishedV1,
  type EventDefinition,
} from '@continuum/contracts';

const HANDLED = new Set(
  [
    CitationRecordedV1,
    CustodyChangedV1,
    EmsResponseRecordedV1,
    HealthEncounterRecordedV1,
    HmisEnrollmentRecordedV1,
    RecordWithdrawnV1,
  ].map(({ type }) => type),
);

/** Left alone unread: every other activity, of substance use and mental health above all. */
export const ignoredEvents: readonly EventDefinition[] = [
  ...[...catalogue.values()].filter(
    ({ topic, type }) => topic === 'activities' && !HANDLED.has(type),
  ),
  PersonReviewRaisedV1,
  PersonReviewResolvedV1,
  PolicyPublishedV1,
  DatasetLevelChangedV1,
  ReportSnapshotPublishedV1,
  ReportRestatedV1,
] as readonly EventDefinition[];
