import type { SubjectReportedV1 } from '@continuum/contracts';
import { cpus, loadavg } from 'node:os';
import type { DataSource } from 'typeorm';
import { percentiles } from '../latency.js';
import { anIdentity, LISTS } from '../online/identity.js';
import { oneByOne, secondsOf } from '../online/measure-online.js';
import { firstReports } from './city.js';
import { loadCity } from './load-city.js';
import { measureSearch } from './measure-search.js';

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
  const { resolver, receive } = anIdentity(dataSource);
  const before = process.memoryUsage.rss();
  const cpuBefore = process.cpuUsage();
  const start = await secondsOf(() => resolver.stand());
  const { user, system } = process.cpuUsage(cpuBefore);
  const residentMiB = Math.round((process.memoryUsage.rss() - before) / 2 ** 20);
  const reviews = await secondsOf(async () => {
    while ((await resolver.resolve()) > 0);
  });
  const search = measureSearch(
    resolver.memory!,
    kept.asked.map(({ data }) => data),
    { ...LISTS, today: AS_OF },
  );
  const took = await oneByOne({ resolver, receive }, kept.singles.slice(0, singles));
  return {
    machine: { cpus: cpus().length, model: cpus()[0]?.model, node: process.version },
    load: loadavg(),
    records,
    seconds: { load, start, startCpu: (user + system) / 1e6, reviews },
    residentMiB,
    search,
    singleMs: {
      consumeToCommit: percentiles(took.map(({ intake, resolver: step }) => intake + step)),
      step: percentiles(took.map(({ resolver: step }) => step)),
    },
    targets: { searchP95Ms: 50, singleP50Ms: 2, singleP99Ms: 10 },
  };
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
