import { errorFields } from '@continuum/service-kit';
import type { Logger } from 'pino';
import type { KafkaPort } from './kafka-port.js';
import { consumerMetrics } from './metrics.js';

const HOUR_MS = 60 * 60 * 1000;

export interface LostEventsOptions {
  readonly port: Pick<KafkaPort, 'lag'>;
  readonly group: string;
  readonly topics: readonly string[];
  readonly logger: Logger;
  readonly everyMs?: number;
}

/** The client begins again where the log begins, and says nothing: what lies between is an alarm of ours. */
export class LostEvents {
  private timer?: NodeJS.Timeout;

  constructor(private readonly options: LostEventsOptions) {}

  /** Looks before the group is joined, because joining moves the offset, and every hour from then on. */
  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => void this.look(), this.options.everyMs ?? HOUR_MS).unref();
  }

  stop() {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const { port, group, topics, logger } = this.options;
    try {
      const lost = (await port.lag(group, topics)).filter((one) => one.lost > 0n);
      for (const { topic, partition, lost: count } of lost) {
        consumerMetrics.lost.inc(Number(count));
        logger.error({ topic, partition, count: String(count) }, 'events lost');
      }
    } catch (error) {
      logger.warn(errorFields(error), 'lost events not looked for');
    }
  }
}
