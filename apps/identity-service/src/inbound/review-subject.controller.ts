import { Controller, Get, Param, Query } from '@nestjs/common';
import { ReviewQuery, type ReviewSubject } from '@continuum/contracts';
import { IdPipe, ServicesOnly } from '@continuum/service-kit';
import { noSuchReview } from '../actions/review-desk.js';
import { ReviewRepository, type ReviewView } from '../store/review.repository.js';

const PAGE = 100;

/** What reviews are about, without content and for the gateway alone: something to ask a decision about. */
@Controller('internal/review-subjects')
@ServicesOnly('gateway')
export class ReviewSubjectController {
  constructor(private readonly reviews: ReviewRepository) {}

  /** In the order of the list, so many at a time; fewer say that there are no more. */
  @Get()
  async list(@Query() query: ReviewQuery): Promise<ReviewSubject[]> {
    const { kind, state = 'open', after } = query;
    const limit = Number(query.limit ?? PAGE);
    return (await this.reviews.page({ kind, state, after, limit })).map(subjectOf);
  }

  @Get(':reviewId')
  async show(@Param('reviewId', IdPipe) reviewId: string): Promise<ReviewSubject> {
    const found = await this.reviews.find(reviewId);
    if (!found) throw noSuchReview();
    return subjectOf(found);
  }
}

const subjectOf = ({ reviewId, personLow, personHigh, left, right }: ReviewView) => ({
  reviewId,
  personIds: [...new Set([personLow, personHigh])],
  recordKeys: [left.recordKey, right.recordKey],
});
