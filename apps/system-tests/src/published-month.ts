import type { MonthlyReport, ReportSnapshot, Restatement } from '@continuum/contracts';
import { topicName } from '@continuum/contracts';
import { KafkaJsPort } from '@continuum/messaging';
import { eventually, type Scene } from '@continuum/stack';
import { undocumented } from './undocumented.js';
import type { World } from './world.js';

/** The last month that is over in the city, and an instant within it. */
export function lastMonth(now: Date) {
  const [year = 0, running = 0] = cityDay(now).split('-').map(Number);
  const month = new Date(Date.UTC(year, running - 2, 1)).toISOString().slice(0, 7);
  return {
    month,
    lastDay: new Date(Date.UTC(year, running - 1, 0)).toISOString().slice(0, 10),
    tenthMs: Date.parse(`${month}-10T20:00:00Z`),
  };
}

const cityDay = (at: Date) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(at);

/** Persons and high utilizers of one revision, as they were counted. */
interface Counted {
  readonly persons: number;
  readonly utilizers: number;
}

/** One month as it is published and restated, seen by the analyst, in the store and on the topic. */
export class PublishedMonth {
  constructor(
    private readonly world: World,
    private readonly scene: Scene,
    readonly month: string,
  ) {}

  /** Feeds that have records tell that their data reach to a day. */
  async declare(feeds: readonly (readonly [string, string])[], lastDay: string): Promise<void> {
    for (const [source, kind] of feeds) {
      const path = `/v1/feeds/${kind}/progress`;
      const { status } = await this.scene.push(source, path, { completeThrough: lastDay });
      if (status !== 204) throw new Error(`${source} could not declare ${kind}: ${status}`);
    }
  }

  /** The newest revision, once so many were counted in it. */
  async counts(expected: Counted): Promise<ReportSnapshot> {
    const what = `${this.month} with ${JSON.stringify(expected)}`;
    return eventually(what, async () => {
      const [newest] = await this.world.query<Counted & { snapshot_id: string }>(
        'reporting-service',
        `SELECT snapshot_id, (counts->'persons'->>'value')::int AS persons,
                (counts->'highUtilizers'->>'value')::int AS utilizers
           FROM work.snapshot, LATERAL (SELECT content->'figures'->'total'->'counts' AS counts) AS c
          WHERE month = $1 ORDER BY revision DESC LIMIT 1`,
        [this.month],
      );
      const isIt = newest?.persons === expected.persons && newest.utilizers === expected.utilizers;
      const revisions = isIt ? await this.revisions() : [];
      return revisions.find(({ snapshotId }) => snapshotId === newest?.snapshot_id);
    });
  }

  revisions = () => this.read<ReportSnapshot[]>(`snapshots?month=${this.month}`, 'ReportSnapshot');
  restatements = () => this.read<Restatement[]>(`restatements?month=${this.month}`, 'Restatement');
  report = () => this.read<MonthlyReport>(`reports/monthly?month=${this.month}`, 'MonthlyReport');
  shown = ({ snapshotId }: ReportSnapshot) =>
    this.read<MonthlyReport>(`snapshots/${snapshotId}`, 'MonthlyReport');

  private async read<T>(path: string, view: string): Promise<T> {
    const { body, text, status } = await this.scene.as('ada', 'REPORTING').get<T>(`/v1/${path}`);
    if (status !== 200) throw new Error(`ada was refused ${path}: ${text}`);
    const faults = [body].flat().map((one) => undocumented(view, one));
    if (faults.join('') !== '') throw new Error(faults.join());
    return body;
  }

  /** Types and data told of a snapshot on the topic of reports. */
  async told(snapshotId: string, count: number): Promise<{ type: string; data: object }[]> {
    const { kafkaBrokers } = this.world.stack;
    const prefix = this.world.stack.environmentOf('reporting-service')['KAFKA_PREFIX'] ?? '';
    const port = new KafkaJsPort({ brokers: kafkaBrokers.split(','), clientId: 'system-tests' });
    const told: { type: string; data: object }[] = [];
    try {
      await port.consume(
        {
          group: `system-tests-${snapshotId}`,
          topics: [prefix + topicName('reports')],
          ...{ maxRecords: 100, maxBytes: 1 << 20, onExit: () => undefined },
        },
        ({ records }) => {
          for (const { key, headers, value } of records.filter(({ key }) => key === snapshotId)) {
            const data = JSON.parse(value.toString()) as object;
            told.push({ type: headers['ce_type'] ?? key, data });
          }
          return Promise.resolve('commit');
        },
      );
      await eventually('the events', () => Promise.resolve(told.length >= count || undefined));
      return told;
    } finally {
      await port.close();
    }
  }
}
