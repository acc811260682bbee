import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { DeclareFeedProgress, FeedAdvancedV1, Refused } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { isDate } from '../domain/dates/partial-date.js';
import { dateIn } from '../domain/dates/zone.js';
import { fault } from '../domain/record/rejection.js';
import { feedOf, type Source } from '../domain/source.js';
import { FeedRepository } from '../store/feed.repository.js';
import { Sources } from '../store/sources.js';
import { OfSource } from './of-source.js';

/** A feed is one kind of record from the caller's source. */
@Controller('v1/feeds')
export class FeedController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly feeds: FeedRepository,
    private readonly sources: Sources,
    private readonly clock: Clock,
  ) {}

  @Post(':kind/progress')
  @HttpCode(204)
  async advance(
    @OfSource() source: Source,
    @Param('kind') kind: string,
    @Body() { completeThrough }: DeclareFeedProgress,
  ): Promise<void> {
    if (!source.kinds.includes(kind)) {
      throw new Refused('NOT_FOUND', 'This source has no such feed.');
    }
    const now = this.clock.now();
    const isAhead = completeThrough > dateIn(this.sources.city.timeZone, +now);
    if (!isDate(completeThrough) || isAhead) {
      const code = isAhead ? 'FUTURE_DATE' : 'BAD_DATE';
      throw new Refused('INVALID', 'The date is wrong.', [fault('completeThrough', code)]);
    }
    await this.dataSource.transaction(async (tx) => {
      const progress = await this.feeds.advance(feedOf(source, kind), completeThrough, now, tx);
      const changes = progress ? [{ data: { ...progress, isAssumed: false } }] : [];
      const { department } = source;
      await publish(
        tx,
        FeedAdvancedV1,
        changes.map((change) => ({ ...change, department })),
      );
    });
  }
}
