import { Loop, type Clock } from '@continuum/service-kit';
import type { DataSource } from 'typeorm';
import type { JobOptions } from './job-options.js';

/** Looks for what is due in this service's tables. */
export abstract class Job extends Loop {
  protected readonly dataSource: DataSource;
  protected readonly clock: Clock;

  constructor({ dataSource, clock, logger, everyMs }: JobOptions) {
    super(everyMs, logger);
    this.dataSource = dataSource;
    this.clock = clock;
  }
}
