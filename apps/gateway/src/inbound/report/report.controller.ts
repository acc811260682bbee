import { Controller, Get, Query, Res } from '@nestjs/common';
import { MonthlyReport, MonthlyReportQuery } from '@continuum/contracts';
import type { FastifyReply } from 'fastify';
import { ReportingClient } from '../../clients/reporting.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { assertSomething } from '../decision/refusal.js';
import { UnderDecision } from '../decision/under-decision.js';
import { COUNTING } from './counting.js';

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
    const report = await this.underDecision.answer(asked, COUNTING, (decision) => {
      assertSomething(decision);
      return this.reporting.monthly({ ...query }, decision.permits, asked.userToken);
    });
    void reply.type(report.type).send(report.content);
  }
}
