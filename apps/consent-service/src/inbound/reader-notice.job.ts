import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { errorFields, LOGGER } from '@continuum/service-kit';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ReaderNoticeWriter } from '../actions/reader-notice-writer.js';

const LOOKS_EVERY_MS = 500;

/** Looks whether somebody has to be told that what they read was another person's. */
@Injectable()
export class ReaderNoticeJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly end = new AbortController();
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly writer: ReaderNoticeWriter,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.done = this.run();
  }

  async beforeApplicationShutdown() {
    this.end.abort();
    await this.done;
  }

  private async run() {
    while (!this.end.signal.aborted) {
      try {
        if (await this.writer.turn()) continue;
      } catch (error) {
        this.logger.warn(errorFields(error), 'job interrupted');
      }
      await wait(LOOKS_EVERY_MS, undefined, { signal: this.end.signal }).catch(() => undefined);
    }
  }
}
