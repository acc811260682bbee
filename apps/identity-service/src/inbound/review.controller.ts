import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import {
  DecideReview,
  ReviewQuery,
  ReviewWeights,
  UndoReview,
  type Judged,
  type PermitClaims,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { Aftermath } from '../actions/aftermath.js';
import { ReviewDesk } from '../actions/review-desk.js';
import { ReviewReader } from '../actions/review-reader.js';
import { PreferWait, type Wait } from './prefer-wait.js';

@Controller('v1/reviews')
export class ReviewController {
  constructor(
    private readonly desk: ReviewDesk,
    private readonly reader: ReviewReader,
    private readonly aftermath: Aftermath,
  ) {}

  @Get()
  list(@Query() query: ReviewQuery, @NeedsPermit() permit: PermitClaims) {
    return this.desk.list(query, permit);
  }

  @Get(':reviewId')
  show(
    @Param('reviewId', IdPipe) reviewId: string,
    @Query() { weights }: ReviewWeights,
    @NeedsPermit() permit: PermitClaims,
  ) {
    return weights === 'true'
      ? this.reader.showWithWeights(reviewId, permit)
      : this.reader.show(reviewId, permit);
  }

  @Post(':reviewId/claim')
  @HttpCode(200)
  claim(@Param('reviewId', IdPipe) reviewId: string, @NeedsPermit() permit: PermitClaims) {
    return this.desk.claim(reviewId, permit);
  }

  @Delete(':reviewId/claim')
  @HttpCode(204)
  release(@Param('reviewId', IdPipe) reviewId: string, @NeedsPermit() permit: PermitClaims) {
    return this.desk.release(reviewId, permit);
  }

  @Post(':reviewId/decision')
  async decide(
    @Param('reviewId', IdPipe) reviewId: string,
    @Body() command: DecideReview,
    @NeedsPermit() permit: PermitClaims,
    @PreferWait() wait: Wait,
  ): Promise<Judged> {
    const { judgementId } = await this.desk.decide(reviewId, command, permit);
    const said = { judgementId, isRevoked: false, isOver: false };
    return wait.answer(await this.aftermath.of(said, wait.ms, permit));
  }

  @Post(':reviewId/undo')
  async undo(
    @Param('reviewId', IdPipe) reviewId: string,
    @Body() { reason }: UndoReview,
    @NeedsPermit() permit: PermitClaims,
    @PreferWait() wait: Wait,
  ): Promise<Judged> {
    const undone = await this.desk.undo(reviewId, reason, permit);
    const said = { ...undone, isRevoked: true };
    return wait.answer(await this.aftermath.of(said, wait.ms, permit));
  }
}
