import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from '@jest/globals';
import {
  Catch,
  Controller,
  UseFilters,
  type ExceptionFilter,
  type INestApplication,
} from '@nestjs/common';
import {
  CaseOfferedV1,
  CaseProposedV1,
  Refused,
  catalogue,
  type CaseV1,
} from '@continuum/contracts';
import { Health } from '@continuum/service-kit';
import { aDatabase, anIssuer, type TestDatabase, type TestIssuer, until } from '@continuum/testing';
import { DataSource } from 'typeorm';
import { aService } from '../test/a-service.js';
import { aCase, type CaseData } from '../test/deliveries.js';
import { InMemoryPort } from './in-memory-port.js';
import type { ConsumeOptions, OnBatch, OutgoingRecord } from './kafka-port.js';
import { messagingMigrations } from './migrations/index.js';
import { OnEvents } from './on-events.js';
import { done, type Batch, type Outcome } from './outcome.js';
import { publish } from './publish.js';
import { listParked } from './replay.js';
import { allTopics } from './topics.js';

jest.setTimeout(60_000);

/** A broker that remembers how it was used. */
class Watched extends InMemoryPort {
  readonly groupsJoined: string[] = [];
  readonly sent: OutgoingRecord[] = [];
  readonly steps: string[] = [];
  isAway = false;
  whenLeft: () => Promise<unknown> = () => Promise.resolve();

  override send(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.isAway) return Promise.reject(new Error('The broker is away.'));
    this.sent.push(...records);
    return super.send(records);
  }
  override async consume(options: ConsumeOptions, onBatch: OnBatch) {
    this.groupsJoined.push(options.group);
    const consumption = await super.consume(options, onBatch);
    return {
      state: () => consumption.state(),
      close: async (deadlineMs: number) => {
        await consumption.close(deadlineMs);
        await this.whenLeft();
        this.steps.push('group left');
      },
    };
  }
  override async close() {
    this.steps.push('broker left');
    await super.close();
  }
}

let calls: CaseV1[][] = [];
let behave: (events: CaseV1[], batch: Batch) => unknown = (events) => events.map(done);

@Controller()
class CaseHandler {
  @OnEvents(CaseProposedV1)
  handle(events: CaseV1[], batch: Batch): Promise<Outcome[]> {
    calls.push(events);
    return Promise.resolve(behave(events, batch)) as Promise<Outcome[]>;
  }
}

const ignore = [...catalogue.values()].filter(
  ({ topic, type }) => topic === 'care' && type !== CaseProposedV1.type,
);

let db: TestDatabase;
let issuer: TestIssuer;
let port: Watched;
let app: INestApplication | undefined;

beforeAll(async () => {
  [db, issuer] = await Promise.all([aDatabase(messagingMigrations), anIssuer()]);
});
beforeEach(async () => {
  await db.dataSource.query('TRUNCATE outbox, inbox, parked_key, parked_event');
  calls = [];
  behave = (events) => events.map(done);
  port = new Watched(() => 5);
  await port.ensureTopics(allTopics(['spec-service']));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
});
afterAll(() => Promise.all([db.drop(), issuer.close()]));

async function start(controllers: (new () => object)[] = [CaseHandler], leftAlone = ignore) {
  app = await aService({ db, issuer, controllers, ignore: leftAlone, port });
  return app;
}
const tell = (cases: readonly CaseData[]) =>
  (app?.get(DataSource) ?? db.dataSource).transaction((tx) =>
    publish(
      tx,
      CaseProposedV1,
      cases.map((data) => ({ data })),
    ),
  );
const parked = () => listParked(db.dataSource, { consumer: 'spec-service' });
const handled = async () =>
  (await db.dataSource.query<{ event_id: string }[]>('SELECT event_id FROM inbox')).length;

describe('knows eachMessage only, overwrites run options; one pattern is one topic', () => {
  it('hands many events of one topic to the handler in one call', async () => {
    await start();
    const one = aCase();
    await tell(Array.from({ length: 50 }, (_, nth) => ({ ...one, version: nth + 1 })));
    await until(() => calls.flat().length === 50);
    expect(Math.max(...calls.map(({ length }) => length))).toBe(50);
  });
});

describe('a throw in an event handler retries for ever; an unhandled topic is logged and committed', () => {
  it('parks what is refused and goes on', async () => {
    behave = (events) => {
      if (events.some(({ data }) => data.programme === 'poison'))
        throw new Refused('POISON', 'No.');
      return events.map(done);
    };
    await start();
    await tell([aCase({ programme: 'poison' }), aCase(), aCase()]);
    await until(async () => (await handled()) === 2 && (await parked()).length === 1);
  });

  it('does not start with a type that nobody handles or ignores', async () => {
    const without = ignore.filter(({ type }) => type !== CaseOfferedV1.type);
    await expect(start([CaseHandler], without)).rejects.toThrow('case.offered.v1');
  });

  it('refuses a type that no contract knows instead of committing it', async () => {
    await start();
    await port.send([
      {
        topic: 'continuum.care',
        key: 'k',
        value: Buffer.from('{}'),
        headers: { ce_type: 'case.dreamt.v1' },
      },
    ]);
    await until(async () => (await parked()).length === 1);
    expect(await parked()).toMatchObject([{ code: 'UNKNOWN_TYPE' }]);
  });
});

describe('a filter that returns normally turns failure into success', () => {
  @Catch()
  class Swallow implements ExceptionFilter {
    catch = () => undefined;
  }

  it('fails what is answered by anything but outcomes: nothing is committed or parked, and it comes again', async () => {
    @Controller()
    class Swallowing {
      tries = 0;
      @UseFilters(new Swallow())
      @OnEvents(CaseProposedV1)
      handle(events: CaseV1[]): Promise<Outcome[]> {
        if ((this.tries += 1) < 4) throw new TypeError('a bug');
        return Promise.resolve(events.map(done));
      }
    }
    await start([Swallowing]);
    await tell([aCase()]);
    await until(async () => (await handled()) === 1);
    expect(app?.get(Swallowing).tries).toBe(4);
    expect(await parked()).toEqual([]);
  });
});

describe('Nest replaces a thrown error by { status, message } and logs it whole', () => {
  it('keeps the code of a refusal that a handler throws', async () => {
    behave = () => {
      throw new Refused('CASE_CLOSED', 'The case is closed.');
    };
    await start();
    await tell([aCase()]);
    await until(async () => (await parked()).length === 1);
    expect(await parked()).toMatchObject([{ code: 'CASE_CLOSED' }]);
  });
});

describe('the documented retry filter commits even if dead-lettering failed', () => {
  it('commits nothing while the dead letter cannot be written', async () => {
    await db.dataSource.query(`
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER full_disk BEFORE INSERT ON parked_event EXECUTE FUNCTION full_disk()`);
    behave = () => {
      throw new Refused('POISON', 'No.');
    };
    await start();
    await tell([aCase()]);
    await until(() => calls.length >= 3);
    expect(await lag()).toBe(1n);
    await db.dataSource.query('DROP TRIGGER full_disk ON parked_event; DROP FUNCTION full_disk()');
    await until(async () => (await parked()).length === 1 && (await lag()) === 0n);
  });

  const lag = async () =>
    (await port.lag('spec-service', ['continuum.care'])).reduce((sum, one) => sum + one.lag, 0n);
});

describe('-server and -client are appended to client and group ids', () => {
  it('joins the group that bears the service’s name, and only that', async () => {
    await start();
    expect(port.groupsJoined).toEqual(['spec-service']);
  });
});

describe('ClientKafka loses emits before connect', () => {
  it('keeps what was published while the broker was away, and sends it when it is back', async () => {
    port.isAway = true;
    await start();
    await tell([aCase()]);
    expect(calls).toEqual([]);
    port.isAway = false;
    await until(() => calls.length === 1);
  });
});

describe('the parser JSON-parses values and headers that begin with { or [', () => {
  it('parks unreadable bytes as they came', async () => {
    await start();
    const value = Buffer.from('{"half": [');
    const headers = { ce_type: CaseProposedV1.type, ce_id: '{"no": "id"}' };
    await port.send([{ topic: 'continuum.care', key: 'k', value, headers }]);
    await until(async () => (await parked()).length === 1);
    const [row] = await db.dataSource.query<{ payload: Buffer; headers: string }[]>(
      'SELECT payload, headers FROM parked_event',
    );
    expect(row?.payload.equals(value)).toBe(true);
    expect(JSON.parse(row?.headers ?? '')).toMatchObject(headers);
  });
});

describe('two handlers of one pattern are chained', () => {
  it('does not start', async () => {
    @Controller()
    class Another extends CaseHandler {}
    await expect(start([CaseHandler, Another])).rejects.toThrow('Two handlers');
  });
});

describe('terminus’ microservice check opens a client of its own', () => {
  it('asks the consumption whether its loop turns', async () => {
    const frozen = { lastTurnAt: Date.now() - 61_000 };
    const consume = port.consume.bind(port);
    port.consume = async (...options) => {
      const consumption = await consume(...options);
      return { ...consumption, state: () => ({ ...consumption.state(), ...frozen }) };
    };
    const health = (await start()).get(Health);
    expect(await health.answer('/health/live')).toBe(false);
    frozen.lastTurnAt = Date.now();
    expect(await health.answer('/health/live')).toBe(true);
    expect(port.groupsJoined).toHaveLength(1);
  });
});

describe('hybrid apps inherit no global pipes, guards, filters', () => {
  it('gives the handler the event whole, and what it tells names its cause', async () => {
    behave = async (events, { tx }) => {
      const isFirst = ({ data }: CaseV1) => data.version === 1;
      await publish(
        tx,
        CaseProposedV1,
        events.filter(isFirst).map((cause) => ({ data: { ...cause.data, version: 2 }, cause })),
      );
      return events.map(done);
    };
    await start();
    const given = aCase();
    await tell([given]);
    await until(() => calls.flat().length === 2);
    const [first, second] = calls.flat();
    expect(first?.data).toEqual(given);
    expect(second).toMatchObject({ causationId: first?.id, correlationId: first?.correlationId });
  });
});

describe('the HTTP adapter closes before the strategy; TypeORM’s pool ends in onApplicationShutdown', () => {
  it('leaves the group first, while the database still answers, and the broker last', async () => {
    const running = await start();
    const server = running.getHttpServer() as { readonly listening: boolean };
    port.whenLeft = async () => {
      await running.get(DataSource).query('SELECT 1');
      port.steps.push(server.listening ? 'door open' : 'door closed');
    };
    await running.close();
    app = undefined;
    // Nest closes the strategy once more, when all is over.
    expect(port.steps.slice(0, 3)).toEqual(['door open', 'group left', 'broker left']);
    expect(running.get(DataSource).isInitialized).toBe(false);
  });
});
