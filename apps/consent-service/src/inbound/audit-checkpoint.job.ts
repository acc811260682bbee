import { Inject, Injectable } from '@nestjs/common';
import { errorFields, LOGGER, Loop } from '@continuum/service-kit';
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
export class AuditCheckpointJob extends Loop {
  private readonly alarm = alarm();

  constructor(
    private readonly checkpointer: Checkpointer,
    @Inject(CHECKPOINT_SETTINGS) private readonly settings: CheckpointSettings,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(settings.everyMs, logger);
  }

  /** The last one is taken as the service stops: what was written since the one before is signed too. */
  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    await this.turn();
  }

  override async turn(): Promise<void> {
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
