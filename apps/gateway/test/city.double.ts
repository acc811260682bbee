import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

export interface Call {
  readonly route: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}
type Answer = readonly [status: number, body?: unknown];
export type Handlers = Record<string, (call: Call) => Answer>;

export interface CityDouble {
  readonly url: string;
  /** What the gateway called, in order. */
  readonly calls: Call[];
  /** `POST /v1/decisions` → answer; a route without a handler is 404. */
  on: Handlers;
  close(): Promise<void>;
}

/** All services behind the gateway, played by one HTTP server. */
export async function aCity(handlers: Handlers = {}): Promise<CityDouble> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const [path = ''] = (request.url ?? '').split('?');
      const call = { route: `${request.method} ${path}`, headers: request.headers, body };
      city.calls.push(call);
      const [status, answer] = city.on[call.route]?.(call) ?? [404, { code: 'NOT_FOUND' }];
      response.writeHead(status, { 'content-type': 'application/json' });
      if (answer instanceof Readable) answer.pipe(response);
      else response.end(answer === undefined ? undefined : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const city: CityDouble = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: [],
    on: handlers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return city;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString();
  return text ? JSON.parse(text) : undefined;
}
