import type { INestApplication } from '@nestjs/common';
import type { StartOptions } from '@continuum/service-kit';
import type { FastifyInstance } from 'fastify';
import { limitUploads } from './inbound/limit-uploads.js';
import { requireMediaTypes } from './inbound/media-types.js';
import { acceptNdjson } from './inbound/ndjson.js';

const BATCH_BYTES = 5 * 1024 * 1024;
/** A stream of a million lines takes minutes. */
const LONGEST_STREAM_MS = 3_600_000;
const LONGEST_UPLOAD_MS = 30_000;

/** Node has one limit for the whole server, so that of all other routes is held here. */
function allowLongStreams(app: INestApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  fastify.server.requestTimeout = LONGEST_STREAM_MS;
  limitUploads(fastify, { withinMs: LONGEST_UPLOAD_MS, except: '/v1/records/stream' });
  return Promise.resolve();
}

export const door: StartOptions = {
  bodyLimit: BATCH_BYTES,
  before: [requireMediaTypes, acceptNdjson, allowLongStreams],
};
