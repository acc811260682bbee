import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  DraftReferral,
  ReferralCommand,
  RFRL_ELEMENTS,
  CareRecord,
  CommandAnswer,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { Answers } from '../decision/answers.js';
import { ReferralClient } from '../../clients/referral.client.js';
import { Asking, callFor, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { UnderDecision } from '../decision/under-decision.js';
import { CareRecords } from './care-records.js';

/**
 * Nobody but its sender and referral-service knows of a draft, so nobody else can decide about it. Sending it is
 * decided there, as sharing on.
 */
const OF_DRAFTS: readonly string[] = ['edit', 'discard', 'send'];

@Controller('v1/referrals')
export class ReferralController {
  private readonly referrals: CareRecords;

  constructor(
    underDecision: UnderDecision,
    private readonly referral: ReferralClient,
  ) {
    this.referrals = new CareRecords('rfrl', RFRL_ELEMENTS, underDecision, referral);
  }

  @Get()
  @Answers([CareRecord])
  @Decided('by element of each referral')
  list(@Asking() asked: Asked): Promise<CareRecord[]> {
    return this.referrals.list(asked);
  }

  @Get(':referralId')
  @Answers(CareRecord)
  @Decided('by element of the referral')
  show(
    @Asking() asked: Asked,
    @Param('referralId', IdPipe) referralId: string,
  ): Promise<CareRecord> {
    return this.referrals.show(asked, referralId);
  }

  @Post()
  @Answers(CommandAnswer, 201)
  @HttpCode(201)
  @Decided('by element of the referral to be, action write')
  draft(@Asking() asked: Asked, @Body() body: DraftReferral): Promise<CommandAnswer> {
    return this.referrals.begin(asked, body.person, () => this.send('/v1/referrals', asked, body));
  }

  @Post(':referralId/commands')
  @Answers(CommandAnswer)
  @HttpCode(200)
  @Decided('by element of the referral, action write; of a draft by referral-service')
  command(
    @Asking() asked: Asked,
    @Param('referralId', IdPipe) referralId: string,
    @Body() body: ReferralCommand,
  ): Promise<CommandAnswer> {
    const path = `/v1/referrals/${referralId}/commands`;
    const send = () => this.send(path, asked, body);
    if (OF_DRAFTS.includes(body.type)) return send();
    return this.referrals.command(asked, referralId, send);
  }

  private send(path: string, asked: Asked, body: object): Promise<CommandAnswer> {
    return this.referral.command(path, { body, ...callFor(asked) });
  }
}
