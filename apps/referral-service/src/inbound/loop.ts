import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { errorFields, type Clock } from '@continuum/service-kit';
import type { DataSource } from 'typeorm';
import type { JobOptions } from './job-options.js';

/** Does its work again and again, one turn at a time; a failed turn is told and the next one comes. */
export abstract class Loop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private isStopping = false;
  private turning: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  protected readonly dataSource: DataSource;
  protected readonly clock: Clock;

  constructor(private readonly options: JobOptions) {
    this.dataSource = options.dataSource;
    this.clock = options.clock;
  }

  /** One turn: everything that is due now. */
  abstract turn(): Promise<void>;

  onApplicationBootstrap(): void {
    this.next();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.turning;
  }

  private next(): void {
    if (this.isStopping) return;
    this.timer = setTimeout(() => {
      this.turning = this.turn()
        .catch((error: unknown) => this.options.logger.warn(errorFields(error), 'job interrupted'))
        .finally(() => this.next());
    }, this.options.everyMs);
  }
}
