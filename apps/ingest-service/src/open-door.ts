import type { StartOptions } from '@continuum/service-kit';
import { acceptNdjson } from './inbound/ndjson.js';
import type { INestApplication } from '@nestjs/common';

const BATCH_BYTES = 5 * 1024 * 1024;
/** A stream of a million lines takes minutes; the server's limit is for all routes. */
const LONGEST_REQUEST_MS = 3_600_000;

function allowLongStreams(app: INestApplication): Promise<void> {
  const server = app.getHttpServer() as { requestTimeout: number };
  server.requestTimeout = LONGEST_REQUEST_MS;
  return Promise.resolve();
}

export const door: StartOptions = {
  bodyLimit: BATCH_BYTES,
  before: [acceptNdjson, allowLongStreams],
};
