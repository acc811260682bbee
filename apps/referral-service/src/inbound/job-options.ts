import type { Clock } from '@continuum/service-kit';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';

/** What every job needs: where it works, what time it is, how often it looks for work. */
export class JobOptions {
  constructor(
    readonly dataSource: DataSource,
    readonly clock: Clock,
    readonly logger: Logger,
    readonly everyMs: number,
  ) {}
}
