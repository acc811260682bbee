import { Resolver } from '@continuum/identity-service';
import type { SubjectReportedV1 } from '@continuum/contracts';
import type { StackFolder } from '@continuum/stack';
import { cpus, loadavg } from 'node:os';
import type { DataSource } from 'typeorm';
import { percentiles } from '../latency.js';
import { serverCpuSeconds } from '../server-usage.js';
import { anIdentity } from './identity.js';

const BATCH = 500;

export interface Online {
  readonly dataSource: DataSource;
  /** Of the PostgreSQL that is measured. */
  readonly folder: StackFolder;
  /** What the writer knows before anything is measured. */
  readonly preload: readonly SubjectReportedV1[];
  readonly batched: readonly SubjectReportedV1[];
  readonly singles: readonly SubjectReportedV1[];
}

type Identity = ReturnType<typeof anIdentity>;

/** Micro-batches, then one record at a time, then a successor that loads everything. */
export async function measureOnline(online: Online) {
  const { dataSource, folder, preload, batched, singles } = online;
  const identity = anIdentity(dataSource);
  await identity.resolver.stand();
  await inBatches(identity, preload);
  const before = await cpuSeconds(folder);
  const stages = await inBatches(identity, batched);
  const between = await cpuSeconds(folder);
  const took = await oneByOne(identity, singles);
  const after = await cpuSeconds(folder);
  await identity.resolver.stepDown();
  const takeover = await secondsOf(() => anIdentity(dataSource).resolver.stand());

  const known = preload.length + batched.length + singles.length;
  return {
    machine: { cpus: cpus().length, model: cpus()[0]?.model, node: process.version },
    load: loadavg(),
    records: { preloaded: preload.length, batched: batched.length, single: singles.length },
    batches: {
      recordsPerSecond: batched.length / (stages.intake + stages.resolver),
      resolverRecordsPerSecond: batched.length / stages.resolver,
      cpuMicrosecondsPerRecord: perRecord(before, between, batched.length),
    },
    singleMs: {
      consumeToCommit: percentiles(took.map(({ intake, resolver }) => intake + resolver)),
      step: percentiles(took.map(({ resolver }) => resolver)),
      cpuMicrosecondsPerRecord: perRecord(between, after, singles.length),
    },
    takeover: { records: known, seconds: takeover, secondsPer100k: (takeover / known) * 1e5 },
    targets: { recordsPerSecond: 4_000, p50Ms: 2, p99Ms: 10, takeoverSecondsPer100k: 1.5 },
  };
}

async function inBatches({ resolver, receive }: Identity, events: readonly SubjectReportedV1[]) {
  const seconds = { intake: 0, resolver: 0 };
  for (let from = 0; from < events.length; from += BATCH) {
    seconds.intake += await secondsOf(() => receive(events.slice(from, from + BATCH)));
    seconds.resolver += await secondsOf(() => all(resolver));
  }
  return seconds;
}

export async function oneByOne(
  { resolver, receive }: Identity,
  events: readonly SubjectReportedV1[],
) {
  const took: { intake: number; resolver: number }[] = [];
  for (const event of events) {
    const intake = 1_000 * (await secondsOf(() => receive([event])));
    took.push({ intake, resolver: 1_000 * (await secondsOf(() => resolver.resolve())) });
  }
  return took;
}

async function all(resolver: Resolver) {
  while ((await resolver.resolve()) === BATCH);
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
