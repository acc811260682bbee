import { readFile, rm, writeFile } from 'node:fs/promises';
import type { ServiceName } from './services.js';
import type { StackFolder } from './stack-folder.js';

/** What commands beside a running stack need; as secret as the secrets in it. */
export interface RunningRecord {
  readonly issuerUrl: string;
  readonly consentUrl: string;
  readonly firstRunAt: string;
  readonly environments: Readonly<Record<ServiceName, Record<string, string>>>;
}

const NAME = 'running.json';

export const keepRunning = (folder: StackFolder, record: RunningRecord) =>
  writeFile(folder.file(NAME), JSON.stringify(record, null, 2), { mode: 0o600 });

export const dropRunning = (folder: StackFolder) => rm(folder.file(NAME), { force: true });

/** @throws Error when no stack runs on the folder */
export async function readRunning(folder: StackFolder): Promise<RunningRecord> {
  const text = await readFile(folder.file(NAME), 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error('No stack is running here: npm start first.');
  return JSON.parse(text) as RunningRecord;
}
