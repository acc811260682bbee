import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import {
  JudgementQuery,
  JudgeRecords,
  RevokeJudgement,
  type Judged,
  type JudgementList,
  type PermitClaims,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { Aftermath } from '../actions/aftermath.js';
import { JudgementDesk } from '../actions/judgement-desk.js';
import { PreferWait, type Wait } from './prefer-wait.js';

@Controller('v1/judgements')
export class JudgementController {
  constructor(
    private readonly desk: JudgementDesk,
    private readonly aftermath: Aftermath,
  ) {}

  @Get()
  async list(
    @Query() { record }: JudgementQuery,
    @NeedsPermit() permit: PermitClaims,
  ): Promise<JudgementList> {
    return { items: await this.desk.about([record], permit) };
  }

  @Post()
  async judge(
    @Body() command: JudgeRecords,
    @NeedsPermit() permit: PermitClaims,
    @PreferWait() wait: Wait,
  ): Promise<Judged> {
    const { judgementId } = await this.desk.judge(command, permit);
    const said = { judgementId, isRevoked: false, isOver: false };
    return wait.answer(await this.aftermath.of(said, wait.ms, permit));
  }

  /** Revoking twice is no error and no second revocation. */
  @Post(':judgementId/revoke')
  async revoke(
    @Param('judgementId', IdPipe) judgementId: string,
    @Body() { reason }: RevokeJudgement,
    @NeedsPermit() permit: PermitClaims,
    @PreferWait() wait: Wait,
  ): Promise<Judged> {
    const isOver = await this.desk.revoke(judgementId, reason, permit);
    const said = { judgementId, isRevoked: true, isOver };
    return wait.answer(await this.aftermath.of(said, wait.ms, permit));
  }
}
