import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { errorFields, LOGGER } from '@continuum/service-kit';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Publisher } from './publisher.js';

const LOOK_EVERY_MS = 2_000;

/** Lets months be published and compared, one turn after the other. */
@Injectable()
export class PublicationJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly end = new AbortController();
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly publisher: Publisher,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.done = this.run();
  }

  async beforeApplicationShutdown() {
    this.end.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    const { signal } = this.end;
    while (!signal.aborted) {
      await this.publisher
        .turn()
        .catch((error: unknown) => this.logger.warn(errorFields(error), 'publication interrupted'));
      await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
