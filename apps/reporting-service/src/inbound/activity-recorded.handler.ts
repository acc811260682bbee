import { Controller } from '@nestjs/common';
import { recordKinds } from '@continuum/contracts';
import { done, OnEvents, refused, type Batch, type Outcome } from '@continuum/messaging';
import { recordVersion, type ActivityRecorded } from '../domain/record-version.js';
import { RecordRepository } from '../store/record.repository.js';
import { idOf } from '../store/staging.repository.js';
import { RecountJob } from './recount.job.js';

const ACTIVITIES = [...recordKinds.values()].map(({ activity }) => activity);

@Controller()
export class ActivityRecordedHandler {
  constructor(
    private readonly records: RecordRepository,
    private readonly recount: RecountJob,
  ) {}

  @OnEvents(...ACTIVITIES)
  async handle(events: ActivityRecorded[], { tx }: Batch): Promise<Outcome[]> {
    const versions = events.map((event) => ({
      ...recordVersion(event),
      data: JSON.stringify(event.data),
    }));
    const conflicts = await this.records.take(versions, tx);
    this.recount.wake();
    return versions.map((version) =>
      conflicts.has(idOf(version)) ? refused('VERSION_CONFLICT') : done(),
    );
  }
}
