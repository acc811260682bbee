import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { errorFields, LOGGER } from '@continuum/service-kit';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Gauge, register } from 'prom-client';
import { AuditTampered, Checkpointer } from '../actions/checkpointer.js';
import type { CheckpointFolder } from '../clients/checkpoint-folder.js';
import { CHECKPOINT_SETTINGS } from '../tokens.js';

export interface CheckpointSettings {
  readonly everyMs: number;
  readonly folder?: CheckpointFolder;
}

const ALARM = 'audit_tampered';

/** Every few minutes the audit chains are signed and the signature is taken elsewhere; tampering raises an alarm. */
@Injectable()
export class AuditCheckpointJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly end = new AbortController();
  private readonly alarm = alarm();
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly checkpointer: Checkpointer,
    @Inject(CHECKPOINT_SETTINGS) private readonly settings: CheckpointSettings,
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
    const { everyMs } = this.settings;
    while (!this.end.signal.aborted) {
      await wait(everyMs, undefined, { signal: this.end.signal }).catch(() => undefined);
      await this.turn();
    }
  }

  /** The last one is taken as the service stops: what was written since the one before is signed too. */
  private async turn() {
    const { folder } = this.settings;
    try {
      await this.checkpointer.take();
      this.alarm.set(0);
      if (folder) await this.checkpointer.exportTo(folder);
    } catch (error) {
      const isTampered = error instanceof AuditTampered;
      if (isTampered) this.alarm.set(1);
      const fields = isTampered ? { ...error.fault } : errorFields(error);
      this.logger.error(fields, 'no audit checkpoint');
    }
  }
}

const alarm = () =>
  (register.getSingleMetric(ALARM) as Gauge | undefined) ??
  new Gauge({ name: ALARM, help: '1 where the audit chain is not what was signed of it.' });
