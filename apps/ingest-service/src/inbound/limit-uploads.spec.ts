import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { limitUploads } from './limit-uploads.js';

const withinMs = 100;
const server = fastify();
let url: string;

beforeAll(async () => {
  limitUploads(server, { withinMs, except: '/stream' });
  server.addContentTypeParser('application/x-ndjson', (_request, payload, done) =>
    done(null, payload),
  );
  server.post('/record', () => 'taken');
  server.get('/slow-answer', async () => {
    await wait(3 * withinMs);
    return 'given';
  });
  server.post('/stream', async ({ body }) => {
    for await (const _ of body as Readable);
    return 'taken';
  });
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => server.close());

async function* slowly() {
  yield Buffer.from('{');
  await wait(3 * withinMs);
  yield Buffer.from('}');
}
const send = (path: string, type: string) =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: slowly(),
    duplex: 'half',
  });

describe('a request', () => {
  it('that trickles in loses its connection', async () => {
    await expect(send('/record', 'application/json')).rejects.toThrow();
  });

  it('that arrived in time may be answered later', async () => {
    expect(await (await fetch(`${url}/slow-answer`)).text()).toBe('given');
  });

  it('of the stream may take its time', async () => {
    expect(await (await send('/stream', 'application/x-ndjson')).text()).toBe('taken');
  });
});
