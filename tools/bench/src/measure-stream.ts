import type { RunningStack, StackFolder } from '@continuum/stack';
import type { Arrival } from '@continuum/synthetic-city';
import { cpus, loadavg } from 'node:os';
import { barePipeline } from './bare-pipeline.js';
import { latencies, percentile } from './latency.js';
import { memoryDuring } from './memory.js';
import { batchesOf, push } from './push.js';
import { serverCpuSeconds } from './server-usage.js';
import { stagesPassed } from './stages.js';
import type { Stores } from './stores.js';
import { usageOf } from './usage.js';

export interface Bench {
  readonly stack: RunningStack;
  readonly stores: Stores;
  readonly folder: StackFolder;
  /** All that is sent in batches. */
  readonly arrivals: readonly Arrival[];
  /** What is sent alone before. */
  readonly singles: readonly Arrival[];
}

/** One record at a time on the idle stack, then all in batches, then the same through a bare pipeline. */
export async function measureStream(bench: Bench) {
  const { stack, stores, arrivals, singles } = bench;
  const idle = await latencies(stack, stores, singles);

  const before = await usageNow(bench);
  let passed: Passed = { recorded: 0, shed: 0, seconds: {} };
  const memoryMiB = await memoryDuring(stack, async () => {
    passed = await throughTheStream(bench, batchesOf(arrivals));
  });
  const after = await usageNow(bench);
  const { recorded, shed, seconds } = passed;
  const endToEnd = recorded / Math.max(...Object.values(seconds));
  const bare = await barePipeline(stack, arrivals);

  return {
    machine: { cpus: cpus().length, model: cpus()[0]?.model, node: process.version },
    load: loadavg(),
    records: recorded,
    rejected: arrivals.length - recorded,
    shed,
    recordsPerSecond: {
      endToEnd,
      ...mapped(seconds, (at) => recorded / at),
    },
    bareRecordsPerSecond: bare,
    ratioToBare: endToEnd / bare,
    postToReadableMs: {
      p50: percentile(idle, 0.5),
      p95: percentile(idle, 0.95),
      p99: percentile(idle, 0.99),
    },
    memoryMiB,
    cpuMicrosecondsPerRecord: mapped(after, (at, name) =>
      Math.round(((at - (before[name] ?? 0)) * 1e6) / recorded),
    ),
    targets: { endToEnd: 2_000, ratioToBare: 0.2 },
  };
}

interface Passed {
  readonly recorded: number;
  readonly shed: number;
  readonly seconds: Record<string, number>;
}

async function throughTheStream(
  { stack, stores }: Bench,
  batches: ReturnType<typeof batchesOf>,
): Promise<Passed> {
  const startedAt = performance.now();
  const { shed, recorded, seconds: ingest } = await push(stack, batches);
  const seconds = await stagesPassed(stores, await stores.held(), startedAt);
  return { recorded, shed, seconds: { ingest, ...seconds } };
}

async function usageNow({ stack, folder }: Bench) {
  const usage = await usageOf(stack);
  const cpu: Record<string, number> = {
    ...mapped(usage, ({ cpuSeconds }) => cpuSeconds),
    ...(await serverCpuSeconds(folder)),
  };
  return cpu;
}

const mapped = <A, B>(
  record: Readonly<Record<string, A>>,
  to: (value: A, name: string) => B,
): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value, name)]));
