import { readFile, writeFile } from 'node:fs/promises';
import type { StackFolder } from './stack-folder.js';

/** What is remembered between two starts of one data folder. */
export interface CityRun {
  readonly firstRunAt: string;
  readonly storyPlayedAt?: string;
}

export async function openRun(folder: StackFolder, now: Date): Promise<CityRun> {
  const text = await readFile(folder.file('city.json'), 'utf8').catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as CityRun;
  return keepRun(folder, { firstRunAt: now.toISOString() });
}

export async function keepRun(folder: StackFolder, run: CityRun): Promise<CityRun> {
  await writeFile(folder.file('city.json'), JSON.stringify(run, null, 2));
  return run;
}

const DAY_MS = 24 * 3600_000;
/** The city does not go on by itself: after a month its "yesterday" is long ago. */
export const isStale = ({ firstRunAt }: CityRun, now: Date) =>
  +now - Date.parse(firstRunAt) >= 30 * DAY_MS;
