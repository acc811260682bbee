import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  DecideReview,
  ReviewDetail,
  ReviewItem,
  ReviewPage,
  ReviewQuery,
  ReviewWeights,
  UndoReview,
  type Judged,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { ReviewClient } from '../../clients/review.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { AnswersOutcome, PreferredOutcome, type Outcome } from './outcome.js';
import { Reviews } from './reviews.js';

/** What only a human can answer: are these one person? */
@Controller('v1/reviews')
export class ReviewController {
  constructor(
    private readonly reviews: Reviews,
    private readonly identity: ReviewClient,
  ) {}

  @Get()
  @Answers(ReviewPage)
  @Decided('by name of both records of each review, action link')
  list(@Asking() asked: Asked, @Query() query: ReviewQuery): Promise<ReviewPage> {
    return this.reviews.list(asked, query);
  }

  @Get(':reviewId')
  @Answers(ReviewDetail)
  @Decided('by name of each record of both persons, action link')
  async show(
    @Asking() asked: Asked,
    @Param('reviewId', IdPipe) reviewId: string,
    @Query() query: ReviewWeights,
  ): Promise<ReviewDetail> {
    const about = await this.reviews.aboutReview(reviewId, asked);
    const path = `/v1/reviews/${reviewId}`;
    return this.reviews.read(asked, about, (under) =>
      this.identity.read<ReviewDetail>(path, { ...query }, under),
    );
  }

  @Post(':reviewId/claim')
  @Answers(ReviewItem)
  @HttpCode(200)
  @Decided('by name of each record of both persons, action link')
  claim(@Asking() asked: Asked, @Param('reviewId', IdPipe) reviewId: string): Promise<ReviewItem> {
    return this.send(asked, reviewId, { method: 'POST', what: 'claim' });
  }

  @Delete(':reviewId/claim')
  @HttpCode(204)
  @Decided('by name of each record of both persons, action link')
  release(@Asking() asked: Asked, @Param('reviewId', IdPipe) reviewId: string): Promise<void> {
    return this.send(asked, reviewId, { method: 'DELETE', what: 'claim' });
  }

  @Post(':reviewId/decision')
  @AnswersOutcome()
  @Decided('by name of each record of both persons, action link')
  async decide(
    @Asking() asked: Asked,
    @Param('reviewId', IdPipe) reviewId: string,
    @Body() body: DecideReview,
    @PreferredOutcome() { prefer, answer }: Outcome,
  ): Promise<Judged> {
    return answer(await this.send(asked, reviewId, { what: 'decision', body, prefer }));
  }

  @Post(':reviewId/undo')
  @AnswersOutcome()
  @Decided('by name of each record of both persons, action link')
  async undo(
    @Asking() asked: Asked,
    @Param('reviewId', IdPipe) reviewId: string,
    @Body() body: UndoReview,
    @PreferredOutcome() { prefer, answer }: Outcome,
  ): Promise<Judged> {
    return answer(await this.send(asked, reviewId, { what: 'undo', body, prefer }));
  }

  private async send<T>(asked: Asked, reviewId: string, command: Command): Promise<T> {
    const { method = 'POST', what, body, prefer } = command;
    const about = await this.reviews.aboutReview(reviewId, asked);
    const path = `/v1/reviews/${reviewId}/${what}`;
    return this.reviews.act(asked, about, (under) =>
      this.identity.send<T>(method, path, body, { ...under, prefer }),
    );
  }
}

interface Command {
  readonly method?: 'POST' | 'DELETE';
  readonly what: string;
  readonly body?: object;
  readonly prefer?: string | undefined;
}
