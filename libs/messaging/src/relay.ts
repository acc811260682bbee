import pg from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import type { KafkaPort } from './kafka-port.js';
import { relayMetrics } from './metrics.js';
import { TAKE, toRecord, type OutboxRow } from './outbox.js';

export interface RelayOptions {
  /** Direct, not through a transaction-mode pooler: the lane's lock is a session's. */
  readonly databaseUrl: string;
  readonly lane: number;
  readonly batch: number;
  readonly onError: (error: unknown) => void;
}

const IDLE_MS = 100;
const AWAKE_MS = 10;
/** The more was sent, the longer the next rows are gathered: a send costs as much for one as for many. */
const gatherMs = (sent: number) => Math.min(100, AWAKE_MS + sent);

/**
 * Sends one lane of the outbox in order: take what is there, send, delete what was acknowledged. Holds the lane's
 * session lock on the connection it reads and deletes with, so a relay that lost its lock can delete nothing.
 */
export class Relay {
  private isStopping = false;
  private wakeUp: () => void = () => undefined;
  private isWoken = false;
  private done: Promise<void> = Promise.resolve();

  constructor(
    private readonly port: KafkaPort,
    private readonly options: RelayOptions,
  ) {}

  start() {
    this.done = this.run();
  }

  /** Rows are about to be committed: look soon, and a little while longer. */
  wake() {
    this.isWoken = true;
    this.wakeUp();
  }

  async stop() {
    this.isStopping = true;
    this.wakeUp();
    await this.done;
  }

  private async run() {
    while (!this.isStopping) {
      const client = new pg.Client({
        connectionString: this.options.databaseUrl,
        application_name: 'relay',
      });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await checkOneSession(client);
        // A deletion lost in a crash sends its events again; the inbox knows them.
        await client.query('SET synchronous_commit = off');
        // Its two statements keep their plans, and whoever counts a queue finds it empty or full: never what it is later.
        await client.query('SET enable_seqscan = off');
        if (await this.holdLane(client)) await this.sendWhileHeld(client);
        else await this.pause(1_000);
      } catch (error) {
        this.options.onError(error);
        await this.pause(1_000);
      } finally {
        relayMetrics.isActive.set({ lane: this.options.lane }, 0);
        await client.end().catch(() => undefined);
      }
    }
  }

  private async holdLane(client: pg.Client): Promise<boolean> {
    const { rows } = await client.query<{ held: boolean }>(
      `SELECT pg_try_advisory_lock(hashtext('continuum.outbox'), $1) AS held`,
      [this.options.lane],
    );
    return rows[0]?.held ?? false;
  }

  private async sendWhileHeld(client: pg.Client) {
    relayMetrics.isActive.set({ lane: this.options.lane }, 1);
    let restMs = AWAKE_MS;
    while (!this.isStopping) {
      const sent = await this.sendBatch(client);
      if (sent === this.options.batch) continue;
      if (sent > 0) await wait(gatherMs(sent));
      else await this.pause(restMs);
      restMs = sent > 0 || this.isWoken ? AWAKE_MS : Math.min(IDLE_MS, restMs * 2);
      this.isWoken = false;
    }
  }

  private async sendBatch(client: pg.Client): Promise<number> {
    const { rows } = await client.query<OutboxRow>({
      name: 'outbox-take',
      text: TAKE,
      values: [this.options.lane, this.options.batch],
    });
    if (rows.length === 0) return 0;
    const end = relayMetrics.sendSeconds.startTimer();
    await this.port.send(rows.map(toRecord));
    end();
    await client.query({
      name: 'outbox-delete',
      text: 'DELETE FROM outbox WHERE lane = $1 AND id = ANY($2::bigint[])',
      values: [this.options.lane, rows.map(({ id }) => id)],
    });
    relayMetrics.sent.inc(rows.length);
    return rows.length;
  }

  private async pause(ms: number) {
    if (this.isStopping || this.isWoken) ms = Math.min(ms, AWAKE_MS);
    const abort = new AbortController();
    this.wakeUp = () => abort.abort();
    await wait(ms, undefined, { signal: abort.signal }).catch(() => undefined);
    this.wakeUp = () => undefined;
  }
}

/** A pooler lends a session for a transaction: a lock taken there is everybody's, and so is a setting. */
async function checkOneSession(client: pg.Client): Promise<void> {
  const pidOf = async () => (await client.query<{ pid: number }>(WHO)).rows[0]?.pid;
  if ((await pidOf()) !== (await pidOf())) throw new NotOneSession();
}

const WHO = 'SELECT pg_backend_pid() AS pid';

/** The relay's connection changes sessions: it must reach PostgreSQL directly. */
export class NotOneSession extends Error {
  override readonly name = 'NotOneSession';
}
