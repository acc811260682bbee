import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Clock } from '@continuum/service-kit';
import { spend, type Budget } from '../domain/keeping/budget.js';
import type { RowResult } from '../domain/keeping/submission.js';
import { WaitingLine, type Waiting } from '../domain/keeping/waiting-line.js';
import { Overloaded, RateLimited } from './overload.js';
import { RowKeeper, type Chunk } from './row-keeper.js';

export const TRANSACTION_ROWS = 500;
const GATHER_MS = 5;
const MOST_ROWS = 5_000;
const MOST_BYTES = 32 * 1024 * 1024;
const TRANSACTIONS = 3;
/** Rows a second, until the first have been measured. */
const EXPECTED_RATE = 2_000;

interface Entry extends Waiting {
  readonly chunk: Chunk;
  readonly resolve: (results: RowResult[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows gather here for at most 5 ms, then share a transaction. Nothing is answered before its commit. */
@Injectable()
export class Intake implements BeforeApplicationShutdown {
  private readonly line = new WaitingLine<Entry>();
  private readonly budgets = new Map<string, Budget>();
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private rate = EXPECTED_RATE;

  constructor(
    private readonly keeper: RowKeeper,
    private readonly clock: Clock,
  ) {}

  /** @throws RateLimited, Overloaded before anything of it is read: both say when to come again */
  admit({ department, source, rate }: Chunk['source'], rows: number): void {
    const name = `${department}/${source}`;
    const { budget, waitSeconds } = spend(this.budgets.get(name), rows, rate, +this.clock.now());
    if (waitSeconds > 0) throw new RateLimited(waitSeconds);
    if (this.isFull()) throw new Overloaded(this.drainSeconds());
    this.budgets.set(name, budget);
  }

  isFull(): boolean {
    return this.line.rows >= MOST_ROWS || this.line.bytes >= MOST_BYTES;
  }

  /** Waits for the commit. */
  take(chunk: Chunk, bytes: number): Promise<RowResult[]> {
    const { department, source } = chunk.source;
    return new Promise((resolve, reject) => {
      this.line.add({
        source: `${department}/${source}`,
        isSingle: chunk.submission.channel === 'single',
        rows: chunk.rows.length,
        bytes,
        chunk,
        resolve,
        reject,
      });
      this.schedule();
    });
  }

  async beforeApplicationShutdown() {
    this.start();
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private schedule(): void {
    if (this.line.rows >= TRANSACTION_ROWS) this.start();
    else this.timer ??= setTimeout(() => this.start(), GATHER_MS);
  }

  private start(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.running.size < TRANSACTIONS && this.line.rows > 0) {
      const work = this.commit(this.line.take(TRANSACTION_ROWS)).finally(() => {
        this.running.delete(work);
        if (this.line.rows > 0) this.schedule();
      });
      this.running.add(work);
    }
  }

  private async commit(entries: Entry[]): Promise<void> {
    const startedAt = performance.now();
    try {
      const results = await this.keeper.keep(entries.map(({ chunk }) => chunk));
      entries.forEach((entry, nth) => entry.resolve(results[nth] ?? []));
      this.measure(entries, performance.now() - startedAt);
    } catch (error) {
      for (const entry of entries) entry.reject(error);
    }
  }

  private measure(entries: Entry[], tookMs: number): void {
    const rows = entries.reduce((sum, entry) => sum + entry.rows, 0);
    this.rate = 0.8 * this.rate + 0.2 * ((rows / tookMs) * 1000 * TRANSACTIONS);
  }

  private drainSeconds(): number {
    return Math.min(30, Math.max(1, Math.ceil(this.line.rows / this.rate)));
  }
}
