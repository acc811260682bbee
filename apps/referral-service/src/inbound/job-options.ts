import type { Logger } from 'pino';
import type { LoopOptions } from './loop.js';

/** How often jobs look for work. */
export class JobOptions implements LoopOptions {
  constructor(
    readonly everyMs: number,
    readonly logger: Logger,
  ) {}
}
