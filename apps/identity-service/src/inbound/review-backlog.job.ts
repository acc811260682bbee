import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, Loop } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { reviewMetrics } from '../actions/metrics.js';
import { REVIEW_KINDS } from '../domain/review/review-task.js';
import { ReviewRepository } from '../store/review.repository.js';

const EVERY_MS = 30_000;

/** Says twice a minute how many questions wait for a human, and for how long. */
@Injectable()
export class ReviewBacklogJob extends Loop {
  constructor(
    private readonly reviews: ReviewRepository,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(EVERY_MS, logger);
  }

  override async turn(): Promise<void> {
    const known = new Map((await this.reviews.backlog()).map((one) => [one.kind, one]));
    for (const kind of REVIEW_KINDS) {
      reviewMetrics.open.set({ kind }, known.get(kind)?.open ?? 0);
      reviewMetrics.oldest.set({ kind }, known.get(kind)?.oldestSeconds ?? 0);
    }
  }
}
