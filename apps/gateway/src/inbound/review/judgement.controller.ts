import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  JudgementList,
  JudgementQuery,
  JudgeRecords,
  RevokeJudgement,
  type Judged,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { ReviewClient } from '../../clients/review.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { AnswersOutcome, PreferredOutcome, type Outcome } from './outcome.js';
import { Reviews } from './reviews.js';

/** What people say of records: link, un-link, and take it back. */
@Controller('v1/judgements')
export class JudgementController {
  constructor(
    private readonly reviews: Reviews,
    private readonly identity: ReviewClient,
  ) {}

  /** Only judgements all of whose records the user may link. */
  @Get()
  @Answers(JudgementList)
  @Decided('by name of each record named in them, action link')
  async list(@Asking() asked: Asked, @Query() query: JudgementQuery): Promise<JudgementList> {
    const about = await this.reviews.aboutJudgementsOf(query.record, asked);
    return this.reviews.read(asked, about, (under) =>
      this.identity.read<JudgementList>('/v1/judgements', { ...query }, under),
    );
  }

  @Post()
  @AnswersOutcome()
  @Decided('by name of each record named, action link')
  async judge(
    @Asking() asked: Asked,
    @Body() body: JudgeRecords,
    @PreferredOutcome() { prefer, answer }: Outcome,
  ): Promise<Judged> {
    const about = this.reviews.aboutRecords([...body.left, ...body.right]);
    const judged = await this.reviews.act(asked, about, (under) =>
      this.identity.send<Judged>('POST', '/v1/judgements', body, { ...under, prefer }),
    );
    return answer(judged);
  }

  @Post(':judgementId/revoke')
  @AnswersOutcome()
  @Decided('by name of each record named, action link')
  async revoke(
    @Asking() asked: Asked,
    @Param('judgementId', IdPipe) judgementId: string,
    @Body() body: RevokeJudgement,
    @PreferredOutcome() { prefer, answer }: Outcome,
  ): Promise<Judged> {
    const about = await this.reviews.aboutJudgement(judgementId, asked);
    const path = `/v1/judgements/${judgementId}/revoke`;
    const judged = await this.reviews.act(asked, about, (under) =>
      this.identity.send<Judged>('POST', path, body, { ...under, prefer }),
    );
    return answer(judged);
  }
}
