import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import rateLimit from '@fastify/rate-limit';
import type { GatewayConfig } from './config.js';
import { ApiDocument } from './inbound/document/document.controller.js';
import { openApiOf } from './inbound/document/open-api.js';

/** What the city's one door has beyond that of any service: a rate per client, nothing kept by caches, its document. */
export const openDoor =
  ({ requestsPerMinute }: Pick<GatewayConfig, 'requestsPerMinute'>) =>
  async (app: INestApplication): Promise<void> => {
    const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
    await fastify.register(rateLimit, { max: requestsPerMinute, timeWindow: '1 minute' });
    fastify.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));
    app.get(ApiDocument).content = openApiOf(app);
  };
