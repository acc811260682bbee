import type { RunningStack } from '@continuum/stack';
import { setTimeout as wait } from 'node:timers/promises';
import { usageOf, type Usage } from './usage.js';

type Sample = Record<string, Usage>;

/** MiB at the start, after a third, after two thirds, at the end; and the most that was seen. */
export interface Course {
  readonly resident: readonly number[];
  readonly residentMost: number;
  readonly heapAfterCollection: readonly number[];
}

const EVERY_MS = 1_000;

/** Looks at every service once a second while the work lasts: two readings cannot tell growth from garbage. */
export async function memoryDuring(
  stack: RunningStack,
  work: () => Promise<void>,
): Promise<Record<string, Course>> {
  const samples: Sample[] = [await usageOf(stack)];
  const end = new AbortController();
  const watching = watch(stack, samples, end.signal);
  await work().finally(() => end.abort());
  await watching;
  samples.push(await usageOf(stack));
  return Object.fromEntries(
    Object.keys(samples[0] ?? {}).map((name) => [
      name,
      courseOf(samples.flatMap((sample) => sample[name] ?? [])),
    ]),
  );
}

async function watch(stack: RunningStack, samples: Sample[], end: AbortSignal) {
  while (!end.aborted) {
    await wait(EVERY_MS, undefined, { signal: end }).catch(() => undefined);
    if (!end.aborted) samples.push(await usageOf(stack));
  }
}

export function courseOf(usage: readonly Usage[]): Course {
  const last = usage.length - 1;
  const thirds = [0, Math.round(last / 3), Math.round((2 * last) / 3), last];
  const at = (read: (one: Usage) => number) =>
    thirds.flatMap((nth) => usage.slice(nth, nth + 1).map(read));
  return {
    resident: at(({ residentMiB }) => residentMiB),
    residentMost: Math.max(...usage.map(({ residentMiB }) => residentMiB)),
    heapAfterCollection: at(({ heapMiB }) => heapMiB),
  };
}
