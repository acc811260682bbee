import type { Event, ReportHfuCrossedV1 } from '@continuum/contracts';
import type { Batch, Outcome } from '@continuum/messaging';
import { aDatabase, FixedClock } from '@continuum/testing';
import pino from 'pino';
import type { EntityManager } from 'typeorm';
import { ActivityRecordedHandler } from '../src/inbound/activity-recorded.handler.js';
import { CityDay } from '../src/inbound/city-day.js';
import { Crossings } from '../src/inbound/crossings.js';
import { CustodyChangedHandler } from '../src/inbound/custody-changed.handler.js';
import { FeedAdvancedHandler } from '../src/inbound/feed-advanced.handler.js';
import { LaterFactHandler } from '../src/inbound/later-fact.handler.js';
import { PersonMergedHandler } from '../src/inbound/person-merged.handler.js';
import { PersonSplitHandler } from '../src/inbound/person-split.handler.js';
import { RecordAssignedHandler } from '../src/inbound/record-assigned.handler.js';
import { RecordWithdrawnHandler } from '../src/inbound/record-withdrawn.handler.js';
import { RecountJob } from '../src/inbound/recount.job.js';
import { Recount } from '../src/inbound/recount.js';
import { ContactRowRepository } from '../src/store/contact-row.repository.js';
import { migrations } from '../src/store/data-source.js';
import { DirtyPersonRepository } from '../src/store/dirty-person.repository.js';
import { ErasureRepository } from '../src/store/erasure.repository.js';
import { FeedRepository } from '../src/store/feed.repository.js';
import { HfuStatusRepository } from '../src/store/hfu-status.repository.js';
import { LinkRepository } from '../src/store/link.repository.js';
import { LoadRepository } from '../src/store/load.repository.js';
import { PersonFactRepository } from '../src/store/person-fact.repository.js';
import { PersonRepository } from '../src/store/person.repository.js';
import { RecordFactRepository } from '../src/store/record-fact.repository.js';
import { RecordRepository } from '../src/store/record.repository.js';
import { StagingRepository } from '../src/store/staging.repository.js';

interface Handler {
  handle(events: never[], batch: Batch): Promise<Outcome[]>;
}

export type Mart = Awaited<ReturnType<typeof aMart>>;

/** The mart on a database of its own: events in, rows and crossings out, on the evening of 30 June 2024. */
export async function aMart({ patienceS = 0 } = {}) {
  const database = await aDatabase(migrations);
  const { dataSource } = database;
  const clock = new FixedClock('2024-07-01T03:00:00Z');
  const cityDay = new CityDay(clock, 'America/Los_Angeles');
  const [dirty, links, feeds] = [
    new DirtyPersonRepository(patienceS),
    new LinkRepository(),
    new FeedRepository(),
  ];
  const [loads, staging] = [new LoadRepository(clock), new StagingRepository()];
  const erasures = new ErasureRepository('a key of this test');
  const facts = new RecordFactRepository(feeds);
  const records = new RecordRepository(loads, staging, facts, erasures, dirty);
  const contacts = new ContactRowRepository();
  const people = new PersonRepository(dirty, contacts, links, new PersonFactRepository(), loads);
  const crossings = new Crossings(new HfuStatusRepository(), feeds, cityDay);
  const recount = new Recount(dataSource, people, crossings, cityDay);
  const job = new RecountJob(recount, pino({ level: 'silent' }));

  const handlers: Record<string, Handler> = {
    'record.withdrawn.v1': new RecordWithdrawnHandler(records, job),
    'custody.changed.v1': new CustodyChangedHandler(records),
    'record.assigned.v1': new RecordAssignedHandler(links, dirty, loads, job),
    'person.merged.v1': new PersonMergedHandler(links, dirty, loads),
    'person.split.v1': new PersonSplitHandler(links, dirty, loads),
    'feed.advanced.v1': new FeedAdvancedHandler(feeds),
  };
  const activities: Handler = new ActivityRecordedHandler(records, job);
  const later: Handler = new LaterFactHandler(staging);
  const handlerOf = ({ type }: Event<unknown>) =>
    handlers[type] ?? (type.endsWith('.recorded.v1') ? activities : later);

  /** All events are of one handler. */
  const within = async (tx: EntityManager, events: Event<unknown>[]): Promise<Outcome[]> => {
    const [first] = events;
    return first ? handlerOf(first).handle(events as never[], { tx }) : [];
  };
  const handle = (...events: Event<unknown>[]) =>
    dataSource.transaction((tx) => within(tx, events));
  const recountAll = async () => {
    while (await recount.once());
  };
  const query = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    dataSource.query<Row[]>(sql, parameters);
  const crossed = async (): Promise<ReportHfuCrossedV1['data'][]> => {
    const rows = await query<{ payload: Buffer }>('SELECT payload FROM outbox ORDER BY id');
    return rows.map(({ payload }) => JSON.parse(payload.toString()) as ReportHfuCrossedV1['data']);
  };

  return {
    ...{
      url: database.url,
      dataSource,
      clock,
      cityDay,
      loads,
      feeds,
      links,
      facts,
      contacts,
      people,
      recount,
      job,
    },
    ...{ within, handle, recountAll, query, crossed, close: () => database.drop() },
  };
}
