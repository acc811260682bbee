import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Readable } from 'node:stream';

export const NDJSON = 'application/x-ndjson';
const LONGEST_LINE = 256 * 1024;

/** NDJSON bodies are read by their route, line by line. */
export function acceptNdjson(app: INestApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  fastify.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
  return Promise.resolve();
}

/** What stands in one line: a value, or `undefined` where there is no JSON in it. */
export interface Line {
  readonly value: unknown;
  readonly bytes: number;
}

/** Memory holds one line and one piece of the socket's, however long the stream. */
export async function* linesOf(body: Readable): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of body) {
    const parts = (rest + decoder.decode(piece as Buffer, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part.trim() !== '') yield parsed(part);
    if (rest.length > LONGEST_LINE) rest = rest.slice(0, LONGEST_LINE + 1);
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield parsed(rest);
}

const POISON = /"(?:__proto__|constructor|prototype)"\s*:/;

function parsed(text: string): Line {
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST_LINE || POISON.test(text)) return { value: undefined, bytes };
  try {
    return { value: JSON.parse(text) as unknown, bytes };
  } catch {
    return { value: undefined, bytes };
  }
}
