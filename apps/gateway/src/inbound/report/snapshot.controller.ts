import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  MonthlyReport,
  ReportSnapshot,
  ReproduceSnapshot,
  Reproduction,
  Restatement,
  SnapshotFormatQuery,
  SnapshotQuery,
  type OwnerPermit,
} from '@continuum/contracts';
import type { FastifyReply } from 'fastify';
import { ReportingClient } from '../../clients/reporting.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { assertSomething } from '../decision/refusal.js';
import { UnderDecision } from '../decision/under-decision.js';
import { COUNTING } from './counting.js';

/** What was published of each month, revision by revision, and what became of it. */
@Controller('v1')
export class SnapshotController {
  constructor(
    private readonly underDecision: UnderDecision,
    private readonly reporting: ReportingClient,
  ) {}

  @Get('snapshots')
  @Answers([ReportSnapshot])
  @Decided('by dataset, action aggregate')
  list(@Asking() asked: Asked, @Query() query: SnapshotQuery): Promise<ReportSnapshot[]> {
    return this.counted(asked, (permits) =>
      this.reporting.snapshots({ ...query }, permits, asked.userToken),
    );
  }

  @Get('snapshots/:snapshotId')
  @Answers(MonthlyReport, 200, 'text/csv')
  @Decided('by dataset, action aggregate')
  async show(
    @Asking() asked: Asked,
    @Param('snapshotId', ParseUUIDPipe) snapshotId: string,
    @Query() query: SnapshotFormatQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const report = await this.counted(asked, (permits) =>
      this.reporting.snapshot(snapshotId, { ...query }, permits, asked.userToken),
    );
    void reply.type(report.type).send(report.content);
  }

  @Get('restatements')
  @Answers([Restatement])
  @Decided('by dataset, action aggregate')
  restatements(@Asking() asked: Asked, @Query() query: SnapshotQuery): Promise<Restatement[]> {
    return this.counted(asked, (permits) =>
      this.reporting.restatements({ ...query }, permits, asked.userToken),
    );
  }

  @Post('reproductions')
  @HttpCode(200)
  @Answers(Reproduction)
  @Decided('by dataset, action aggregate')
  reproduce(@Asking() asked: Asked, @Body() body: ReproduceSnapshot): Promise<Reproduction> {
    return this.counted(asked, (permits) =>
      this.reporting.reproduce({ ...body }, permits, asked.userToken),
    );
  }

  private counted<T>(
    asked: Asked,
    answer: (permits: readonly OwnerPermit[]) => Promise<T>,
  ): Promise<T> {
    return this.underDecision.answer(asked, COUNTING, (decision) => {
      assertSomething(decision);
      return answer(decision.permits);
    });
  }
}
