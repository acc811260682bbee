import { Controller } from '@nestjs/common';
import { catalogue, FeedAdvancedV1, type Event } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { StagingRepository } from '../store/staging.repository.js';

const TOPICS = ['care', 'access', 'disclosures', 'feeds'];
const LATER = [...catalogue.values()].filter(
  ({ topic, type }) => TOPICS.includes(topic) && type !== FeedAdvancedV1.type,
);

/** Events whose facts come later: kept from the first day, so that they can be built by replay. */
@Controller()
export class LaterFactHandler {
  constructor(private readonly staging: StagingRepository) {}

  @OnEvents(...LATER)
  async handle(events: Event<unknown>[], { tx }: Batch): Promise<Outcome[]> {
    await this.staging.keep(events, tx);
    return events.map(done);
  }
}
