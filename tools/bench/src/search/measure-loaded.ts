import { SubjectReportedV1 } from '@continuum/contracts';
import { onTopic } from '@continuum/testing';
import { cpus, loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { percentiles } from '../latency.js';
import { anIdentity, SECRET } from '../online/an-identity.js';
import { secondsOf } from '../online/measure-online.js';
import { firstReports } from './city.js';
import { loadCity } from './load-city.js';
import { measureSearch } from './measure-search.js';

const LISTS = {
  secret: SECRET,
  genericAddresses: new Set<string>(),
  genericPhones: new Set<string>(),
};
const AS_OF = new Date('2026-03-01');
/** A record is enough for so many searches of different kinds, on average. */
const KINDS_PER_RECORD = 4;

export interface Loading {
  readonly dataSource: DataSource;
  readonly databaseUrl: string;
  readonly records: number;
  readonly searches: number;
  readonly singles: number;
}

/** A load, a start, what is left to be looked at for reviews, searches, and records one by one. */
export async function measureLoaded(loading: Loading) {
  const { dataSource, databaseUrl, records, singles } = loading;
  const kept = new Kept(loading);
  const load = await secondsOf(() => loadCity(databaseUrl, kept.loaded()));
  const before = process.memoryUsage.rss();
  const started = performance.now();
  const { consume, memory, close } = await anIdentity(databaseUrl);
  const start = (performance.now() - started) / 1_000;
  const residentMiB = Math.round((process.memoryUsage.rss() - before) / 2 ** 20);
  const reviews = await secondsOf(() => untilAllAreReviewed(dataSource));
  const search = measureSearch(
    memory(),
    kept.asked.map(({ data }) => data),
    { ...LISTS, today: AS_OF },
  );
  const took: number[] = [];
  for (const event of kept.singles.slice(0, singles)) {
    const record = onTopic(SubjectReportedV1, event);
    took.push(1_000 * (await secondsOf(() => consume([record]))));
  }
  await close();
  return {
    machine: { cpus: cpus().length, model: cpus()[0]?.model, node: process.version },
    load: loadavg(),
    records,
    seconds: { load, start, reviews },
    residentMiB,
    search,
    singleMs: percentiles(took),
    targets: { searchP95Ms: 50, singleP50Ms: 2, singleP99Ms: 10 },
  };
}

/** A load leaves to the resolver who is to be looked at for reviews, part by part. */
async function untilAllAreReviewed(dataSource: DataSource): Promise<void> {
  const underWay = () => dataSource.query<unknown[]>('SELECT FROM activation WHERE NOT is_over');
  while ((await underWay()).length > 0) await wait(50);
}

/** The city's records on their way to the load: some are asked for later, some come one by one later. */
class Kept {
  readonly asked: SubjectReportedV1[] = [];
  readonly singles: SubjectReportedV1[] = [];

  constructor(private readonly loading: Loading) {}

  *loaded(): Generator<SubjectReportedV1> {
    const { records, searches, singles } = this.loading;
    const everyAsked = Math.max(2, Math.floor((records * KINDS_PER_RECORD) / searches));
    const everySingle = Math.max(2, Math.floor(records / singles));
    let nth = 0;
    for (const event of firstReports({ records: records + singles, seed: 1, asOf: AS_OF })) {
      nth += 1;
      if (nth % everySingle === 1) {
        this.singles.push(event);
        continue;
      }
      if (nth % everyAsked === 2) this.asked.push(event);
      yield event;
    }
  }
}
