import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Controller } from '@nestjs/common';
import {
  AgreementChangedV1,
  CaseOfferedV1,
  CaseProposedV1,
  Refused,
  catalogue,
} from '@continuum/contracts';
import {
  aBroker,
  aDatabase,
  anIssuer,
  type TestBroker,
  type TestDatabase,
  type TestIssuer,
  until,
} from '@continuum/testing';
import { DataSource } from 'typeorm';
import { aService } from '../test/a-service.js';
import { aCase } from '../test/deliveries.js';
import { KafkaJsPort } from './kafkajs/kafkajs-port.js';
import { messagingMigrations } from './migrations/index.js';
import { OnEvents } from './on-events.js';
import { done, type Batch, type Outcome } from './outcome.js';
import { publish } from './publish.js';
import { listParked } from './replay.js';
import { allTopics } from './topics.js';

jest.setTimeout(60_000);

@Controller()
class CaseHandler {
  @OnEvents(CaseProposedV1)
  async handle(events: CaseProposedV1[], { tx }: Batch): Promise<Outcome[]> {
    if (events.some(({ data }) => data.programme === 'poison'))
      throw new Refused('POISON', 'Poison.');
    await tx.query('INSERT INTO seen SELECT * FROM unnest($1::text[], $2::int[])', [
      events.map(({ data }) => data.caseId),
      events.map(({ data }) => data.version),
    ]);
    return events.map(done);
  }
}
type CaseProposedV1 = import('@continuum/contracts').CaseV1;

const ignored = [...catalogue.values()].filter(
  ({ topic, type }) => topic === 'care' && type !== CaseProposedV1.type,
);

let db: TestDatabase;
let broker: TestBroker;
let issuer: TestIssuer;
let port: KafkaJsPort;

beforeAll(async () => {
  [db, broker, issuer] = await Promise.all([aDatabase(messagingMigrations), aBroker(), anIssuer()]);
  await db.dataSource.query('CREATE TABLE seen (case_id text, version int)');
  port = new KafkaJsPort({ brokers: broker.brokers, clientId: 'spec' });
  await port.ensureTopics(allTopics(['spec-service'], broker.prefix));
});
afterAll(async () => {
  await port.close();
  await Promise.all([db.drop(), broker.close(), issuer.close()]);
});

const start = (controllers: (new () => object)[], ignore = ignored) =>
  aService({ db, issuer, controllers, ignore, brokers: broker.brokers, prefix: broker.prefix });

const seen = async () =>
  (await db.dataSource.query('SELECT case_id, version FROM seen')) as {
    case_id: string;
    version: number;
  }[];

describe('a service on the stream', () => {
  it('sends what was published and handles what arrives, once, and keeps the code of a thrown refusal', async () => {
    const app = await start([CaseHandler]);
    const cases = Array.from({ length: 300 }, () => aCase());
    const poison = aCase({ programme: 'poison' });
    await app.get(DataSource).transaction((tx) =>
      publish(
        tx,
        CaseProposedV1,
        [...cases, poison].map((data) => ({ data, department: data.department })),
      ),
    );
    await until(async () => (await seen()).length === 300);
    await until(
      async () => (await listParked(db.dataSource, { consumer: `spec-service` })).length === 1,
    );
    expect(await listParked(db.dataSource, { consumer: 'spec-service' })).toMatchObject([
      { code: 'POISON', key: poison.caseId },
    ]);
    await until(
      async () => ((await db.dataSource.query('SELECT FROM outbox')) as unknown[]).length === 0,
    );
    await app.close();
    const lags = await port.lag(`${broker.prefix}spec-service`, [`${broker.prefix}continuum.care`]);
    expect(lags.reduce((sum, { lag }) => sum + lag, 0n)).toBe(0n);
  });

  it('does not start with a type of a subscribed topic that is neither handled nor ignored', async () => {
    const without = ignored.filter(({ type }) => type !== CaseOfferedV1.type);
    await expect(start([CaseHandler], without)).rejects.toThrow('case.offered.v1');
  });

  it('does not start with two handlers of one type', async () => {
    @Controller()
    class Another extends CaseHandler {}
    await expect(start([CaseHandler, Another])).rejects.toThrow('Two handlers');
  });

  it('leaves topics it has no handler for alone', () => {
    expect(ignored).not.toContain(AgreementChangedV1);
  });
});
