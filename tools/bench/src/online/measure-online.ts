import { loadMemory } from '@continuum/identity-service';
import type { StackFolder } from '@continuum/stack';
import { cpus, loadavg } from 'node:os';
import type { DataSource } from 'typeorm';
import { percentiles } from '../latency.js';
import { serverCpuSeconds } from '../server-usage.js';
import { anIdentity, ENGINE, type SubjectRecord } from './an-identity.js';

export interface Online {
  readonly dataSource: DataSource;
  readonly databaseUrl: string;
  /** Of the PostgreSQL that is measured. */
  readonly folder: StackFolder;
  /** What the writer knows before anything is measured. */
  readonly preload: readonly SubjectRecord[];
  readonly batched: readonly SubjectRecord[];
  readonly singles: readonly SubjectRecord[];
}

/** Micro-batches as they come, then one record at a time, then what a successor has to load. */
export async function measureOnline(online: Online) {
  const { dataSource, databaseUrl, folder, preload, batched, singles } = online;
  const { consume, close } = await anIdentity(databaseUrl);
  await consume(preload);
  const before = await cpuSeconds(folder);
  const seconds = await secondsOf(() => consume(batched));
  const between = await cpuSeconds(folder);
  const took: number[] = [];
  for (const one of singles) took.push(1_000 * (await secondsOf(() => consume([one]))));
  const after = await cpuSeconds(folder);
  await close();
  const loading = await secondsOf(() =>
    dataSource.transaction('REPEATABLE READ', (tx) => loadMemory(ENGINE, tx)),
  );

  const known = preload.length + batched.length + singles.length;
  return {
    machine: { cpus: cpus().length, model: cpus()[0]?.model, node: process.version },
    load: loadavg(),
    records: { preloaded: preload.length, batched: batched.length, single: singles.length },
    batches: {
      recordsPerSecond: batched.length / seconds,
      cpuMicrosecondsPerRecord: perRecord(before, between, batched.length),
    },
    singleMs: {
      consumeToCommit: percentiles(took),
      cpuMicrosecondsPerRecord: perRecord(between, after, singles.length),
    },
    loading: { records: known, seconds: loading, secondsPer100k: (loading / known) * 1e5 },
    targets: { recordsPerSecond: 4_000, p50Ms: 2, p99Ms: 10, loadingSecondsPer100k: 1.5 },
  };
}

export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
}

interface Cpu {
  readonly node: number;
  readonly postgres: number;
}

async function cpuSeconds(folder: StackFolder): Promise<Cpu> {
  const { user, system } = process.cpuUsage();
  const { postgres = 0 } = await serverCpuSeconds(folder);
  return { node: (user + system) / 1e6, postgres };
}

const perRecord = (from: Cpu, to: Cpu, records: number) => ({
  node: ((to.node - from.node) * 1e6) / records,
  postgres: ((to.postgres - from.postgres) * 1e6) / records,
});
