import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { errorFields, LOGGER } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { reviewMetrics } from '../actions/metrics.js';
import { REVIEW_KINDS } from '../domain/review/review-task.js';
import { ReviewRepository } from '../store/review.repository.js';

const EVERY_MS = 30_000;

/** Says twice a minute how many questions wait for a human, and for how long. */
@Injectable()
export class ReviewBacklogJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly reviews: ReviewRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.timer = setInterval(() => void this.look(), EVERY_MS).unref();
  }

  beforeApplicationShutdown() {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    try {
      const known = new Map((await this.reviews.backlog()).map((one) => [one.kind, one]));
      for (const kind of REVIEW_KINDS) {
        reviewMetrics.open.set({ kind }, known.get(kind)?.open ?? 0);
        reviewMetrics.oldest.set({ kind }, known.get(kind)?.oldestSeconds ?? 0);
      }
    } catch (error) {
      this.logger.warn(errorFields(error), 'review backlog not counted');
    }
  }
}
