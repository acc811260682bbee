import { Controller } from '@nestjs/common';
import {
  CitationRecordedV1,
  EmsResponseRecordedV1,
  HealthEncounterRecordedV1,
  HmisEnrollmentRecordedV1,
} from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { ActivityRepository, type Activity } from '../store/activity.repository.js';

type Recorded =
  CitationRecordedV1 | EmsResponseRecordedV1 | HealthEncounterRecordedV1 | HmisEnrollmentRecordedV1;

/** Treatment of substance use and of the mind is nothing this service may know, whatever kind of record tells it. */
const NOT_HERE: readonly string[] = ['PART2', 'LPS', 'SUD_NOTES', 'PSYCH_NOTES'];

/** Contacts that matter to a case: that they happened, and nothing of what was said. */
@Controller()
export class ActivityRecordedHandler {
  constructor(private readonly activities: ActivityRepository) {}

  @OnEvents(
    CitationRecordedV1,
    EmsResponseRecordedV1,
    HealthEncounterRecordedV1,
    HmisEnrollmentRecordedV1,
  )
  async handle(events: Recorded[], { tx }: Batch): Promise<Outcome[]> {
    const kept = newestPerKey(events).filter(
      ({ labels, data }) => ![...labels, ...data.labels].some((label) => NOT_HERE.includes(label)),
    );
    await this.activities.save(kept.map(activityOf), tx);
    return events.map(done);
  }
}

const activityOf = ({ data }: Recorded): Activity => ({
  recordKey: data.recordKey,
  recordVersion: data.recordVersion,
  kind: data.kind,
  department: data.department,
  labels: data.labels,
  occurredAt: data.occurredAt,
  incidentNumbers: 'incidentNo' in data.body && data.body.incidentNo ? [data.body.incidentNo] : [],
});
