import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JobRef } from '../store/job.repository.js';

const COMMAND = join(import.meta.dirname, '../../dist/inbound/model.command.js');

export interface ModelProcessOptions {
  readonly databaseUrl: string;
  readonly identitySecret: string;
}

/** Runs the command `model` for a job, so that nobody who searches or reports waits for it. */
@Injectable()
export class ModelProcess implements BeforeApplicationShutdown {
  private readonly running = new Map<ChildProcess, Promise<void>>();

  constructor(private readonly options: ModelProcessOptions) {}

  /** @throws Error where the process did not end well */
  readonly run = ({ kind, id }: JobRef): Promise<void> => {
    const { databaseUrl: DATABASE_URL, identitySecret: IDENTITY_SECRET } = this.options;
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', COMMAND, 'go-on', `--${kind}`, id],
      { stdio: ['ignore', 'ignore', 'inherit'], env: { DATABASE_URL, IDENTITY_SECRET } },
    );
    const over = ended(child).finally(() => this.running.delete(child));
    this.running.set(child, over);
    return over;
  };

  async beforeApplicationShutdown(): Promise<void> {
    for (const child of this.running.keys()) child.kill();
    await Promise.allSettled(this.running.values());
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The process of a model job did not end well.');
}
