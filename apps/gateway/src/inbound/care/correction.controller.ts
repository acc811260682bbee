import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CommandAnswer, CorrectionView, ResolveCorrection } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { ReferralClient } from '../../clients/referral.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, callFor, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';

/** Cases and referrals that were, or may be, about the wrong person: ids only, for the coordinator. */
@Controller('v1/corrections')
export class CorrectionController {
  constructor(private readonly referral: ReferralClient) {}

  @Get()
  @Answers([CorrectionView])
  @Decided('by referral-service: the coordinator, ids only')
  list(@Asking() asked: Asked): Promise<CorrectionView[]> {
    return this.referral.list('/v1/corrections', callFor(asked));
  }

  @Post(':correctionId/resolution')
  @Answers(CommandAnswer)
  @HttpCode(200)
  @Decided('by referral-service: the coordinator')
  resolve(
    @Asking() asked: Asked,
    @Param('correctionId', IdPipe) correctionId: string,
    @Body() body: ResolveCorrection,
  ): Promise<CommandAnswer> {
    const path = `/v1/corrections/${correctionId}/resolution`;
    return this.referral.command(path, { body, ...callFor(asked) });
  }
}
