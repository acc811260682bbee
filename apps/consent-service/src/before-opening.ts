import type { INestApplication } from '@nestjs/common';
import { joinStream } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { PermitSigner } from './actions/permit-signer.js';
import type { ConsentServiceConfig } from './config.js';
import { PermitKeyRepository } from './store/permit/permit-key.repository.js';

type Step = (app: INestApplication) => Promise<unknown>;

/** What happens between building the service and opening its door. */
export const beforeOpening = (config: ConsentServiceConfig): Step[] => [
  publishKey,
  ...(config.legalApproval === 'sample' ? [markSampleLaw] : []),
  joinStream,
];

/** Owners must find the key before the first permit is signed with it. */
async function publishKey(app: INestApplication): Promise<void> {
  const { keyId, publicJwk } = app.get(PermitSigner);
  const { manager } = app.get(DataSource);
  await app.get(PermitKeyRepository).register(keyId, publicJwk, app.get(Clock).now(), manager);
}

/** No answer of a city whose law is approved for demonstration only leaves without saying so. */
function markSampleLaw(app: INestApplication): Promise<void> {
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onSend', (_, reply, payload, next) => {
    void reply.header('continuum-legal', 'sample');
    next(null, payload);
  });
  return Promise.resolve();
}
