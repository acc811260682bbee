import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ReproduceSnapshot,
  SnapshotFormatQuery,
  SnapshotQuery,
  type MonthlyReport,
  type ReportSnapshot,
  type Reproduction,
  type Restatement,
} from '@continuum/contracts';
import { Caller, ServicesOnly, type CallerIdentity } from '@continuum/service-kit';
import type { FastifyReply } from 'fastify';
import { countingScopes } from '../domain/counting-scope.js';
import { monthlyCsv } from './monthly-report-csv.js';
import { OwnerPermits } from './owner-permits.js';
import { PublishedMonths, type Reader } from './published-months.js';

/** What was published, revision by revision, and what became of it. */
@Controller('v1')
@ServicesOnly('gateway')
export class SnapshotController {
  constructor(
    private readonly permits: OwnerPermits,
    private readonly months: PublishedMonths,
  ) {}

  @Get('snapshots')
  @Header('cache-control', 'no-store')
  async list(
    @Query() { month }: SnapshotQuery,
    @Headers('continuum-permit') permit: string | undefined,
    @Caller() caller: CallerIdentity,
  ): Promise<ReportSnapshot[]> {
    return this.months.list(month, await this.reader(permit, caller));
  }

  @Get('snapshots/:snapshotId')
  @Header('cache-control', 'no-store')
  async show(
    @Param('snapshotId', ParseUUIDPipe) snapshotId: string,
    @Query() { format }: SnapshotFormatQuery,
    @Headers('continuum-permit') permit: string | undefined,
    @Caller() caller: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MonthlyReport | string> {
    const report = await this.months.show(snapshotId, await this.reader(permit, caller));
    if (format !== 'csv') return report;
    void reply.type('text/csv; charset=utf-8');
    return monthlyCsv(report);
  }

  @Get('restatements')
  @Header('cache-control', 'no-store')
  async restatements(
    @Query() { month }: SnapshotQuery,
    @Headers('continuum-permit') permit: string | undefined,
    @Caller() caller: CallerIdentity,
  ): Promise<Restatement[]> {
    return this.months.restatements(month, await this.reader(permit, caller));
  }

  @Post('reproductions')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async reproduce(
    @Body() { snapshotId }: ReproduceSnapshot,
    @Headers('continuum-permit') permit: string | undefined,
    @Caller() caller: CallerIdentity,
  ): Promise<Reproduction> {
    return this.months.reproduce(snapshotId, await this.reader(permit, caller));
  }

  private async reader(header: string | undefined, caller: CallerIdentity): Promise<Reader> {
    const permits = await this.permits.read(header, caller);
    return {
      userId: permits[0]?.sub ?? '',
      decisionIds: permits.map(({ jti }) => jti),
      scopes: countingScopes(permits),
    };
  }
}
