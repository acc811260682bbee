import {
  eventually,
  freePorts,
  mainOf,
  type RunningStack,
  type ServiceName,
} from '@continuum/stack';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request of the gateway to a service behind it. */
export interface DownstreamCall {
  readonly to: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RecordedGateway {
  readonly url: string;
  /** What it asked the others since the last look; of one user's token, or of all. */
  calls(userToken?: string): DownstreamCall[];
  close(): Promise<void>;
}

/** Setting of the gateway that says where a service is. */
const BEHIND = {
  'consent-service': 'CONSENT_URL',
  'identity-service': 'IDENTITY_URL',
  'referral-service': 'REFERRAL_URL',
  'reporting-service': 'REPORTING_URL',
  'ingest-service': 'INGEST_URLS',
} as const satisfies Partial<Record<ServiceName, string>>;

/** One more gateway of the same stack, as a process; everything it asks passes by and is written down. */
export async function recordedGateway(
  stack: RunningStack,
  settings: Readonly<Record<string, string>> = {},
): Promise<RecordedGateway> {
  let calls: DownstreamCall[] = [];
  const servers: Server[] = [];
  const env: Record<string, string> = { ...stack.environmentOf('gateway'), ...settings };
  for (const [service, setting] of Object.entries(BEHIND) as [keyof typeof BEHIND, string][]) {
    const proxy = await aProxy(stack.urls[service], (call) => calls.push({ to: service, ...call }));
    servers.push(proxy);
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    env[setting] = service === 'ingest-service' ? `*=${url}` : url;
  }
  const ports = await freePorts(['http', 'health']);
  const gateway = spawn(process.execPath, ['--enable-source-maps', mainOf('gateway')], {
    env: { ...process.env, ...env, PORT: `${ports.http}`, HEALTH_PORT: `${ports.health}` },
    stdio: 'ignore',
  });
  const isReady = () =>
    fetch(`http://127.0.0.1:${ports.health}/health/ready`).catch(() => undefined);
  await eventually('the recorded gateway is ready', async () => (await isReady())?.ok || undefined);
  return {
    url: `http://127.0.0.1:${ports.http}`,
    calls: (userToken) => {
      const isTheirs = ({ headers }: DownstreamCall) =>
        userToken === undefined || headers['continuum-user-token'] === userToken;
      const seen = calls.filter(isTheirs);
      calls = calls.filter((call) => !isTheirs(call));
      return seen;
    },
    close: async () => {
      const ended = once(gateway, 'exit');
      gateway.kill('SIGTERM');
      await ended;
      for (const server of servers) {
        server.closeAllConnections();
        await once(server.close(), 'close');
      }
    },
  };
}

async function aProxy(target: string, seen: (call: Omit<DownstreamCall, 'to'>) => void) {
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    void buffer(incoming).then((body) => {
      seen(described(incoming, body));
      const { method, url: path, headers } = incoming;
      const onward = request({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.writeHead(502).end());
      onward.end(body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const described = ({ method = '', url = '', headers }: IncomingMessage, body: Buffer) => ({
  method,
  path: url,
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  ),
  body: body.toString('utf8'),
});
