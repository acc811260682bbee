import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { errorFields } from './error-fields.js';

/** Does its work again and again, one turn at a time; a failed turn is told and the next one comes. */
export abstract class Loop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly end = new AbortController();
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly everyMs: number,
    protected readonly logger: Logger,
  ) {}

  /** One turn: what is due now. Answers true where there is more, which is not waited for. */
  abstract turn(): Promise<boolean | void>;

  onApplicationBootstrap(): void {
    this.done = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.end.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    const { signal } = this.end;
    let isMore: boolean | void = false;
    for (;;) {
      if (!isMore) await wait(this.everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      isMore = await this.turn().catch((error: unknown) =>
        this.logger.warn({ ...errorFields(error), job: this.constructor.name }, 'job interrupted'),
      );
    }
  }
}
