import { execFile } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { StackFolder } from './stack-folder.js';

const run = promisify(execFile);

/** A pid alone may belong to a stranger by now; with its start time it is the process we started. */
export interface ProcessRecord {
  readonly name: string;
  readonly pid: number;
  readonly startedAt: string;
}

export async function startTimeOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat !== undefined) {
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : fields[18];
  }
  const listed = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => undefined);
  return listed?.stdout.trim() || undefined;
}

export async function isAlive({ pid, startedAt }: ProcessRecord): Promise<boolean> {
  return (await startTimeOf(pid)) === startedAt;
}

export async function keepRecord(folder: StackFolder, name: string, pid: number) {
  const record: ProcessRecord = { name, pid, startedAt: (await startTimeOf(pid)) ?? '' };
  await writeFile(fileOf(folder, name), JSON.stringify(record));
  return record;
}

export const dropRecord = (folder: StackFolder, name: string) =>
  rm(fileOf(folder, name), { force: true });

export async function recordsIn(folder: StackFolder): Promise<ProcessRecord[]> {
  const names = await readdir(folder.file('processes')).catch(() => []);
  const texts = names.map((name) => readFile(`${folder.file('processes')}/${name}`, 'utf8'));
  return (await Promise.all(texts)).map((text) => JSON.parse(text) as ProcessRecord);
}

/** Asks it to end, waits, and then ends it. */
export async function endProcess(record: ProcessRecord, signal: NodeJS.Signals, withinMs: number) {
  if (!(await isAlive(record))) return;
  send(record.pid, 'SIGCONT');
  send(record.pid, signal);
  const until = Date.now() + withinMs;
  while (await isAlive(record)) {
    if (Date.now() > until) send(record.pid, 'SIGKILL');
    await wait(50);
  }
}

export function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const fileOf = (folder: StackFolder, name: string) => folder.file(`processes/${name}.json`);
