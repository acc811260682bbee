import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { keepRecord, send } from './process-record.js';
import type { StackFolder } from './stack-folder.js';

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly log: string;
  /** Settles when the process is gone: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  signal(signal: NodeJS.Signals): void;
}

/**
 * A process of the stack, logging to a file of its own and recorded. It leads a process group, so that Ctrl-C in the
 * terminal reaches the stack alone, which then stops its parts in order.
 */
export async function startChild(folder: StackFolder, options: ChildOptions): Promise<Child> {
  const { name, command, args, env = process.env, cwd, user } = options;
  const log = await open(folder.log(name), 'a');
  const output = { detached: true, stdio: ['ignore' as const, log.fd, log.fd] };
  const child = spawn(command, args, { ...output, env, cwd, ...user });
  const failed = once(child, 'error').then(([error]) => Promise.reject(error as Error));
  await Promise.race([once(child, 'spawn'), failed]).finally(() => log.close());

  const pid = child.pid as number;
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number);
  await keepRecord(folder, name, pid);
  return { name, pid, log: folder.log(name), ended, signal: (signal) => send(pid, signal) };
}

/** @throws Error when the process ends first, or takes too long */
export async function untilReady(
  child: Child,
  isReady: () => Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const until = Date.now() + withinMs;
  let end: number | NodeJS.Signals | undefined;
  void child.ended.then((code) => (end = code));
  while (!(await isReady().catch(() => false))) {
    if (end !== undefined) throw new Error(`${child.name} ended (${end}); see ${child.log}`);
    if (Date.now() > until) throw new Error(`${child.name} is not ready; see ${child.log}`);
    await wait(100);
  }
}
