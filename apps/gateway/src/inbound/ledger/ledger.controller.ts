import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ReaderNoticeList, WrongViewReport } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { LedgerClient } from '../../clients/ledger.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, callFor, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';

/** What the ledger tells: who read what was wrongly one person's, and to each reader what was wrong. */
@Controller('v1')
export class LedgerController {
  constructor(private readonly ledger: LedgerClient) {}

  @Get('reports/wrong-views/:personId')
  @Answers(WrongViewReport)
  @Decided('by consent-service: privacy officers, and owners for their own data')
  wrongViews(
    @Asking() asked: Asked,
    @Param('personId', IdPipe) personId: string,
  ): Promise<WrongViewReport> {
    return this.ledger.wrongViews(personId, callFor(asked));
  }

  @Get('notices')
  @Answers(ReaderNoticeList)
  @Decided('by consent-service: the reader alone')
  notices(@Asking() asked: Asked): Promise<ReaderNoticeList> {
    return this.ledger.notices(callFor(asked));
  }

  @Post('notices/:decisionId/acknowledgement')
  @HttpCode(204)
  @Decided('by consent-service: the reader alone')
  acknowledge(
    @Asking() asked: Asked,
    @Param('decisionId', IdPipe) decisionId: string,
  ): Promise<void> {
    return this.ledger.acknowledge(decisionId, callFor(asked));
  }
}
