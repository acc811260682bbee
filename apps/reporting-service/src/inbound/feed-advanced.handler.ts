import { Controller } from '@nestjs/common';
import { FeedAdvancedV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { FeedRepository } from '../store/feed.repository.js';

@Controller()
export class FeedAdvancedHandler {
  constructor(private readonly feeds: FeedRepository) {}

  @OnEvents(FeedAdvancedV1)
  async handle(events: FeedAdvancedV1[], { tx }: Batch): Promise<Outcome[]> {
    await this.feeds.advance(
      newestPerKey(events).map(({ data }) => data),
      tx,
    );
    return events.map(done);
  }
}
