import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';
import { DataSource } from 'typeorm';
import { watchHeap } from './heap-metric.js';

export type Check = () => boolean | Promise<boolean>;

/** Startup, liveness and readiness, and `/metrics`, on a port of their own. Liveness never asks the database. */
export class Health {
  private readonly live: Check[] = [];
  private readonly ready: Check[] = [];
  private hasStarted = false;
  private isStopping = false;

  whileAlive(check: Check) {
    this.live.push(check);
  }
  whileReady(check: Check) {
    this.ready.push(check);
  }
  started() {
    this.hasStarted = true;
  }
  stopping() {
    this.isStopping = true;
  }

  async answer(path: string): Promise<boolean> {
    if (path === '/health/startup') return this.hasStarted;
    if (path === '/health/live') return allHold(this.live);
    return this.hasStarted && !this.isStopping && (await allHold(this.ready));
  }
}

async function allHold(checks: Check[]): Promise<boolean> {
  for (const check of checks) {
    try {
      if (!(await check())) return false;
    } catch {
      return false;
    }
  }
  return true;
}

@Injectable()
export class HealthServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private server?: Server;

  constructor(
    private readonly health: Health,
    private readonly options: { readonly port: number; readonly host: string },
    dataSource?: DataSource,
  ) {
    if (dataSource) health.whileReady(async () => Boolean(await dataSource.query('SELECT 1')));
  }

  async onApplicationBootstrap() {
    if (register.getSingleMetric('process_cpu_user_seconds_total') === undefined)
      collectDefaultMetrics();
    watchHeap();
    this.server = createServer((request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (path === '/metrics') {
        void register
          .metrics()
          .then((text) => response.setHeader('content-type', register.contentType).end(text));
        return;
      }
      if (!/^\/health\/(startup|live|ready)$/.test(path)) return void response.writeHead(404).end();
      void this.health.answer(path).then((holds) => response.writeHead(holds ? 200 : 503).end());
    });
    await new Promise<void>((resolve, reject) => {
      this.server?.once('error', reject).listen(this.options.port, this.options.host, resolve);
    });
  }

  onApplicationShutdown() {
    this.server?.closeAllConnections();
    this.server?.close();
  }
}
