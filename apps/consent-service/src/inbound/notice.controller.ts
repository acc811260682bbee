import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Refused, type ReaderNoticeList, type ReaderNoticeView } from '@continuum/contracts';
import { Caller, type CallerIdentity, Clock, IdPipe } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import {
  ReaderNoticeRepository,
  type KeptNotice,
} from '../store/ledger/reader-notice.repository.js';

/** What a reader has to be told about earlier views: each reader's own, and nobody else's. */
@Controller('v1/notices')
export class NoticeController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly notices: ReaderNoticeRepository,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Caller() caller: CallerIdentity): Promise<ReaderNoticeList> {
    const kept = await this.notices.ofUser(userOf(caller), this.dataSource.manager);
    return { items: kept.map(viewOf) };
  }

  @Post(':decisionId/acknowledgement')
  @HttpCode(204)
  async acknowledge(
    @Param('decisionId', IdPipe) decisionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const isTheirs = await this.notices.acknowledge(decisionId, userOf(caller), now, manager);
    if (!isTheirs) throw new Refused('NOT_FOUND', 'There is no such notice.');
  }
}

function userOf({ user }: CallerIdentity): string {
  if (!user) throw new Refused('TOKEN_MISSING', "The user's token is needed.");
  return user.id;
}

/** The records stay out of it: one that was only relied on may be nothing the reader should know of. */
const viewOf = (notice: KeptNotice): ReaderNoticeView => ({
  decisionId: notice.decisionId,
  personId: notice.personId,
  datasets: notice.datasets,
  decidedAt: notice.decidedAt.toISOString(),
  raisedAt: notice.raisedAt.toISOString(),
  acknowledgedAt: notice.acknowledgedAt?.toISOString() ?? null,
  withdrawnAt: notice.withdrawnAt?.toISOString() ?? null,
});
