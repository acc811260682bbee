import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startChild, untilReady, type Child } from './child.js';
import { commandOf, mainOf, type ServiceName } from './services.js';
import type { StackFolder } from './stack-folder.js';

const run = promisify(execFile);

export interface ServiceProcessesOptions {
  readonly folder: StackFolder;
  readonly environmentOf: (name: ServiceName) => Record<string, string>;
  readonly healthUrlOf: (name: ServiceName) => string;
  /** A service died that nobody stopped. It is told and not started again: tests do that. */
  readonly onDeath: (name: ServiceName, end: number | NodeJS.Signals, log: string) => void;
}

export class ServiceProcesses {
  private readonly running = new Map<ServiceName, Child>();

  constructor(private readonly options: ServiceProcessesOptions) {}

  async start(name: ServiceName): Promise<void> {
    const { folder, environmentOf, healthUrlOf, onDeath } = this.options;
    const child = await startChild(folder, {
      name,
      command: process.execPath,
      args: ['--enable-source-maps', mainOf(name)],
      env: { ...process.env, ...environmentOf(name) },
    });
    this.running.set(name, child);
    void child.ended.then((end) => {
      if (this.running.get(name) === child) onDeath(name, end, child.log);
    });
    const isReady = async () => (await fetch(`${healthUrlOf(name)}/health/ready`)).ok;
    await untilReady(child, isReady);
  }

  async kill(name: ServiceName): Promise<void> {
    const child = this.forget(name);
    child?.signal('SIGKILL');
    await child?.ended;
  }

  /** From here on, whoever ends was meant to. */
  forgetAll(): void {
    this.running.clear();
  }

  private forget(name: ServiceName): Child | undefined {
    const child = this.running.get(name);
    this.running.delete(name);
    return child;
  }
}

/** @throws Error naming the service whose migration failed, and its log */
export async function migrate(
  folder: StackFolder,
  name: ServiceName,
  env: Record<string, string>,
): Promise<void> {
  const log = folder.log(`${name}-migrate`);
  const answer = await run(process.execPath, [commandOf(name, 'migrate')], {
    env: { ...process.env, ...env },
  }).catch((error: { stdout: string; stderr: string }) => error);
  await appendFile(log, answer.stdout + answer.stderr);
  if (answer instanceof Error) throw new Error(`Migrating ${name} failed; see ${log}`);
}
