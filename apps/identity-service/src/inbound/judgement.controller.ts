import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import { JudgeRecords, RevokeJudgement, type PermitClaims } from '@continuum/contracts';
import { JudgementDesk } from '../actions/judgement-desk.js';

@Controller('v1/judgements')
export class JudgementController {
  constructor(private readonly desk: JudgementDesk) {}

  @Post()
  @HttpCode(202)
  judge(@Body() command: JudgeRecords, @NeedsPermit() permit: PermitClaims) {
    return this.desk.judge(command, permit);
  }

  /** Revoking twice is no error and no second revocation. */
  @Post(':judgementId/revoke')
  @HttpCode(202)
  revoke(
    @Param('judgementId', ParseUUIDPipe) judgementId: string,
    @Body() { reason }: RevokeJudgement,
    @NeedsPermit() permit: PermitClaims,
  ) {
    return this.desk.revoke(judgementId, reason, permit);
  }
}
