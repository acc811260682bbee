import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import helmet from '@fastify/helmet';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Health } from './health.js';
import { NestLogger } from './logger.js';
import { LOGGER } from './service.module.js';
import type { ServiceConfig } from './service-settings.js';
import { commandPipe } from './validation.js';

export interface StartOptions {
  /** Run before the door opens: what joins the stream. */
  readonly before?: readonly ((app: INestApplication) => Promise<unknown>)[];
  readonly bodyLimit?: number;
}

const STOP_WITHIN_MS = 25_000;

/** The service, built and listening; the caller stops it with `close()`. */
export async function createService(
  module: DynamicModule,
  config: ServiceConfig,
  options: StartOptions = {},
) {
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimit ?? 256 * 1024,
    requestTimeout: 30_000,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(new NestLogger(app.get<Logger>(LOGGER)));
  app.useGlobalPipes(commandPipe());
  await app.register(helmet);
  for (const step of options.before ?? []) await step(app);
  await app.listen(config.port, config.host);
  app.get(Health).started();
  return app;
}

/** Starts a service as a process: stops on SIGTERM and SIGINT, in order and within 25 seconds. */
export async function startService(
  module: DynamicModule,
  config: ServiceConfig,
  options: StartOptions = {},
) {
  const app = await createService(module, config, options);
  const logger = app.get<Logger>(LOGGER);
  logger.info({ port: config.port }, 'started');
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    app.get(Health).stopping();
    await wait(config.drainDelayMs);
    await app.close();
    logger.info('stopped');
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  return app;
}
