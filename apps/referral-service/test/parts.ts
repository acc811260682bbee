import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Clock } from '@continuum/service-kit';
import { aDatabase, FixedClock, type TestDatabase } from '@continuum/testing';
import pino from 'pino';
import { DataSource } from 'typeorm';
import { actions, handlers, jobs, repositories } from '../src/app.module.js';
import { DecisionClient } from '../src/clients/decision.client.js';
import { JobOptions } from '../src/inbound/job-options.js';
import { migrations } from '../src/store/data-source.js';
import { CALENDAR, CASE_HOME, DIRECTORY_CLIENTS, PUBLIC_LINE } from '../src/tokens.js';
import { FakeDecisions } from './fake-decisions.js';
import { monday } from './mdt-case.builder.js';
import { city } from './referral.builder.js';

@Module({})
class Parts {}

export interface TestParts {
  readonly database: TestDatabase;
  readonly clock: FixedClock;
  readonly decisions: FakeDecisions;
  get<T>(type: abstract new (...parts: never[]) => T): T;
  /** Types and data of everything published so far, in order. */
  published(): Promise<{ type: string; data: Record<string, unknown> }[]>;
  one(sql: string, values?: unknown[]): Promise<Record<string, unknown>>;
  drop(): Promise<void>;
}

/** The service's own parts on a real database, with a given clock and given decisions; no loop is running. */
export async function parts(): Promise<TestParts> {
  const database = await aDatabase(migrations);
  const { dataSource } = database;
  const clock = new FixedClock(monday);
  const decisions = new FakeDecisions();
  const options = new JobOptions(dataSource, clock, pino({ level: 'silent' }), 2_000_000_000);
  const module: DynamicModule = {
    module: Parts,
    providers: [
      ...[...actions, ...repositories, ...handlers, ...jobs],
      { provide: DataSource, useValue: dataSource },
      { provide: Clock, useValue: clock },
      { provide: DecisionClient, useValue: decisions },
      { provide: JobOptions, useValue: options },
      { provide: CALENDAR, useValue: city },
      {
        provide: CASE_HOME,
        useValue: { programme: 'justice-lab', department: 'homeless-services', zone: city.zone },
      },
      { provide: PUBLIC_LINE, useValue: '+15625700211' },
      { provide: DIRECTORY_CLIENTS, useValue: ['directory'] },
    ],
  };
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  return {
    ...{ database, clock, decisions },
    get: (type) => app.get(type),
    published: async () => {
      const rows: { type: string; payload: Buffer }[] = await dataSource.query(
        'SELECT type, payload FROM outbox ORDER BY id',
      );
      return rows.map(({ type, payload }) => ({ type, data: JSON.parse(payload.toString()) }));
    },
    one: async (sql, values = []) => {
      const rows: Record<string, unknown>[] = await dataSource.query(sql, values);
      return rows[0] ?? {};
    },
    drop: async () => {
      await app.close();
      await database.drop();
    },
  };
}
