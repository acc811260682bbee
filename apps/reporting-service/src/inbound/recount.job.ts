import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { errorFields, LOGGER } from '@continuum/service-kit';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Recount } from './recount.js';

const AWAKE_MS = 50;
/** While records still come, a person is counted once for many of them. */
const GATHER_MS = 1_000;
const IDLE_MS = 250;
const AFTER_ERROR_MS = 1_000;
const DUE_EVERY_MS = 60_000;

/** Runs the recount while there is somebody to count, and looks for people whose day has come. */
@Injectable()
export class RecountJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private isStopping = false;
  private restMs = AWAKE_MS;
  private lastDue = -Infinity;
  private pause = new AbortController();
  private readonly end = new AbortController();
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly recount: Recount,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.done = this.run();
  }

  async beforeApplicationShutdown() {
    this.isStopping = true;
    this.end.abort();
    this.pause.abort();
    await this.done;
  }

  /** Changes are about to be committed: look soon, and a little while longer. */
  wake() {
    this.restMs = AWAKE_MS;
    this.pause.abort();
  }

  private async run() {
    while (!this.isStopping) {
      try {
        await this.markDueNowAndThen();
        if (await this.recount.once()) await this.gather();
        else await this.rest(this.restMs);
      } catch (error) {
        this.logger.warn(errorFields(error), 'recount interrupted');
        await this.rest(AFTER_ERROR_MS);
      }
    }
  }

  private async markDueNowAndThen() {
    if (performance.now() - this.lastDue < DUE_EVERY_MS) return;
    await this.recount.markDue();
    this.lastDue = performance.now();
  }

  private async gather() {
    this.restMs = AWAKE_MS;
    await wait(GATHER_MS, undefined, { signal: this.end.signal }).catch(() => undefined);
  }

  private async rest(ms: number) {
    this.restMs = Math.min(IDLE_MS, this.restMs * 2);
    this.pause = new AbortController();
    await wait(ms, undefined, { signal: this.pause.signal }).catch(() => undefined);
  }
}
