import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOGGER, Loop } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { publishCompleted } from '../actions/submissions.js';
import { RejectRepository } from '../store/reject.repository.js';
import { SubmissionRepository } from '../store/submission.repository.js';

const EVERY_MS = 60_000;
const HOUR_MS = 3_600_000;
const GRACE_MS = 5 * 60_000;
const REJECTS_KEPT_MS = 90 * 24 * HOUR_MS;

/** Ends the shared submissions of single posts when their hour is over, and forgets old rejects. */
@Injectable()
export class HourlySubmissionJob extends Loop {
  constructor(
    private readonly dataSource: DataSource,
    private readonly submissions: SubmissionRepository,
    private readonly rejects: RejectRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(EVERY_MS, logger);
  }

  override async turn(): Promise<void> {
    const now = this.clock.now();
    const hourBegan = new Date(Math.floor((+now - GRACE_MS) / HOUR_MS) * HOUR_MS);
    await this.dataSource.transaction(async (tx) => {
      const over = await this.submissions.lockRunningBefore(hourBegan, tx);
      for (const { submissionId } of over) {
        await this.submissions.end(submissionId, { state: 'completed', at: now }, tx);
      }
      const finishedAt = now.toISOString();
      await publishCompleted(
        over.map((receipt) => ({ ...receipt, finishedAt })),
        tx,
      );
      await this.rejects.forgetBefore(new Date(+now - REJECTS_KEPT_MS), tx);
    });
  }
}
