import { Controller, Get, Query, Res } from '@nestjs/common';
import { COUNTED_ELEMENTS, MonthlyReport, MonthlyReportQuery } from '@continuum/contracts';
import type { FastifyReply } from 'fastify';
import { ReportingClient } from '../../clients/reporting.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { refusalOf, showsSomething } from '../decision/refusal.js';
import { UnderDecision, type Wish } from '../decision/under-decision.js';

@Controller('v1/reports')
export class ReportController {
  constructor(
    private readonly underDecision: UnderDecision,
    private readonly reporting: ReportingClient,
  ) {}

  @Get('monthly')
  @Answers(MonthlyReport, 200, 'text/csv')
  @Decided('by dataset, action aggregate')
  async monthly(
    @Asking() asked: Asked,
    @Query() query: MonthlyReportQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wish: Wish = {
      action: 'aggregate',
      elements: [...COUNTED_ELEMENTS],
      capabilities: ['SUPPRESS', 'NO_REIDENT'],
    };
    const report = await this.underDecision.answer(asked, wish, async (decision) => {
      if (!showsSomething(decision)) throw refusalOf(decision);
      const made = await this.reporting.monthly({ ...query }, decision.permits, asked.userToken);
      return { type: made.headers.get('content-type'), content: await made.text() };
    });
    void reply.type(report.type ?? 'application/json').send(report.content);
  }
}
