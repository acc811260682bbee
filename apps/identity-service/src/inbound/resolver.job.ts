import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { errorFields, Health, LOGGER } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { Bell } from '../actions/bell.js';
import { Resolver } from '../actions/resolver.js';

const IDLE_MS = 250;
const STANDBY_MS = 1_000;
const FAILED_MS = 1_000;

/** Resolves as long as the service runs: woken by intake, else looking four times a second. */
@Injectable()
export class ResolverJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private isStopping = false;
  private running: Promise<void> | undefined;
  private renewal: NodeJS.Timeout | undefined;

  constructor(
    private readonly resolver: Resolver,
    private readonly bell: Bell,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap() {
    this.health.whileAlive(() => this.running !== undefined);
    this.health.whileReady(() => this.resolver.known !== undefined);
    this.renewal = setInterval(() => void this.renew(), this.resolver.renewMs).unref();
    this.running = this.loop();
  }

  async beforeApplicationShutdown() {
    this.isStopping = true;
    clearInterval(this.renewal);
    this.bell.ring();
    await this.running;
    await this.resolver.stepDown();
  }

  private async loop() {
    while (!this.isStopping) {
      await this.bell.waitFor(await this.turn());
    }
  }

  /** Answers how long to wait before the next turn. */
  private async turn(): Promise<number> {
    try {
      if (!(await this.resolver.stand())) {
        await this.resolver.follow();
        return STANDBY_MS;
      }
      return (await this.resolver.resolve()) > 0 ? 0 : IDLE_MS;
    } catch (error) {
      this.logger.error(errorFields(error), 'resolver interrupted');
      return FAILED_MS;
    }
  }

  private async renew() {
    try {
      await this.resolver.renew();
    } catch (error) {
      this.logger.warn(errorFields(error), 'lease not renewed');
    }
  }
}
