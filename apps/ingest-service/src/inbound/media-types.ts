import type { INestApplication } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { FastifyInstance } from 'fastify';
import { NDJSON } from './ndjson.js';

const JSON_TYPE = 'application/json';
const STREAM = '/v1/records/stream';

/** What is sent in another form is refused before any of it is read: a stream of it would be rows of rubbish. */
export function requireMediaTypes(app: INestApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  fastify.addHook('onRequest', ({ headers, routeOptions }, _reply, done) => {
    const isStream = routeOptions.url === STREAM;
    const wanted = isStream ? NDJSON : JSON_TYPE;
    const given = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
    const isSent = isStream || given !== undefined;
    if (isSent && given !== wanted) return done(unsupported(`Send ${wanted}.`));
    if (!['identity', undefined].includes(headers['content-encoding']?.toLowerCase())) {
      return done(unsupported('Send it without a Content-Encoding.'));
    }
    done();
  });
  return Promise.resolve();
}

const unsupported = (text: string) => new Refused('UNSUPPORTED_MEDIA_TYPE', text);
