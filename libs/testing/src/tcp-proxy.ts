import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Transform } from 'node:stream';

export interface TcpProxy {
  readonly port: number;
  /** Every piece waits this long, both ways. */
  latency(ms: number): void;
  /** Nothing passes any more, and nobody is told. */
  blackhole(): void;
  /** Connections end with RST, now and until restored. */
  reset(): void;
  restore(): void;
  close(): Promise<void>;
}

interface Weather {
  latencyMs: number;
  isBlackhole: boolean;
  isResetting: boolean;
}

/** A link that a test can make slow, silent or broken. Clients must be told its port as the advertised one. */
export async function aTcpProxy(target: { host?: string; port: number }): Promise<TcpProxy> {
  const weather: Weather = { latencyMs: 0, isBlackhole: false, isResetting: false };
  const sockets = new Set<Socket>();
  const resetAll = () => sockets.forEach((socket) => socket.resetAndDestroy());

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (weather.isResetting) {
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ host: target.host ?? '127.0.0.1', port: target.port });
    keep(upstream);
    client.pipe(through(weather)).pipe(upstream);
    upstream.pipe(through(weather)).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    latency: (ms) => void (weather.latencyMs = ms),
    blackhole: () => void (weather.isBlackhole = true),
    reset: () => {
      weather.isResetting = true;
      resetAll();
    },
    restore: () => {
      const wasSilent = weather.isBlackhole;
      Object.assign(weather, { latencyMs: 0, isBlackhole: false, isResetting: false });
      if (wasSilent) resetAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

function through(weather: Weather): Transform {
  return new Transform({
    transform(piece: Buffer, _, next) {
      if (weather.isBlackhole) next();
      else if (weather.latencyMs) setTimeout(next, weather.latencyMs, null, piece);
      else next(null, piece);
    },
  });
}
