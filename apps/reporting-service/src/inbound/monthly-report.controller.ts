import { Controller, Get, Header, Headers, Query, Res } from '@nestjs/common';
import { MonthlyReportQuery } from '@continuum/contracts';
import { Caller, ServicesOnly, type CallerIdentity } from '@continuum/service-kit';
import type { FastifyReply } from 'fastify';
import { countingScopes, needsContacts } from '../domain/counting-scope.js';
import { OwnerPermits } from './owner-permits.js';
import { monthlyCsv } from './monthly-report-csv.js';
import { MonthlyReports } from './monthly-reports.js';

@Controller('v1/reports')
@ServicesOnly('gateway')
export class MonthlyReportController {
  constructor(
    private readonly permits: OwnerPermits,
    private readonly reports: MonthlyReports,
  ) {}

  @Get('monthly')
  @Header('cache-control', 'no-store')
  async show(
    @Query() { month, format, provisional }: MonthlyReportQuery,
    @Headers('continuum-permit') header: string | undefined,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const permits = await this.permits.read(header, caller);
    const scopes = countingScopes(permits);
    needsContacts(scopes);
    const report = await this.reports.run({
      month,
      isProvisionalAsked: provisional === 'true',
      scopes,
      userId: permits[0]?.sub ?? '',
      decisionIds: permits.map(({ jti }) => jti),
    });
    if (format !== 'csv') return report;
    void reply.type('text/csv; charset=utf-8');
    return monthlyCsv(report);
  }
}
