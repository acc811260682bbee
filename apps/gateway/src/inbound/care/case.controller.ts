import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  CaseCommand,
  MDT_ELEMENTS,
  NominateForCase,
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

@Controller('v1/cases')
export class CaseController {
  private readonly cases: CareRecords;

  constructor(
    underDecision: UnderDecision,
    private readonly referral: ReferralClient,
  ) {
    this.cases = new CareRecords('mdt', MDT_ELEMENTS, underDecision, referral);
  }

  @Get()
  @Answers([CareRecord])
  @Decided('by element of each case')
  list(@Asking() asked: Asked): Promise<CareRecord[]> {
    return this.cases.list(asked);
  }

  @Get(':caseId')
  @Answers(CareRecord)
  @Decided('by element of the case')
  show(@Asking() asked: Asked, @Param('caseId', IdPipe) caseId: string): Promise<CareRecord> {
    return this.cases.show(asked, caseId);
  }

  @Post()
  @Answers(CommandAnswer, 201)
  @HttpCode(201)
  @Decided('by element of the case to be, action write')
  nominate(@Asking() asked: Asked, @Body() body: NominateForCase): Promise<CommandAnswer> {
    return this.cases.begin(asked, body.person, () => this.send('/v1/cases', asked, body));
  }

  @Post(':caseId/commands')
  @Answers(CommandAnswer)
  @HttpCode(200)
  @Decided('by element of the case, action write')
  command(
    @Asking() asked: Asked,
    @Param('caseId', IdPipe) caseId: string,
    @Body() body: CaseCommand,
  ): Promise<CommandAnswer> {
    const path = `/v1/cases/${caseId}/commands`;
    return this.cases.command(asked, caseId, () => this.send(path, asked, body));
  }

  private send(path: string, asked: Asked, body: object): Promise<CommandAnswer> {
    return this.referral.command(path, { body, ...callFor(asked) });
  }
}
