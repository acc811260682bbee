import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AppModule } from '../../app.module.js';
import { gatewayConfig } from '../../config.js';
import { openApiOf } from './open-api.js';

export const COMMITTED = new URL('../../../../../docs/openapi.json', import.meta.url);

/** The document as it is committed: the same as the one that is served, made without any other service. */
export async function makeDocument(): Promise<OpenAPIObject> {
  const nowhere = { OIDC_ISSUER: 'http://127.0.0.1:9', CLIENT_SECRET: 'none', LOG_LEVEL: 'silent' };
  const module = AppModule.with(gatewayConfig(nowhere));
  const options = { logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(
    module,
    new FastifyAdapter(),
    options,
  );
  return openApiOf(app);
}
