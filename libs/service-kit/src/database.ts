import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseOutage } from './refused.filter.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

export interface DatabaseOptions {
  readonly service: string;
  readonly url: string;
  readonly pool?: number;
  readonly migrations: readonly (new () => object)[];
  readonly entities?: MixedList<new () => object>;
  readonly statementTimeoutMs?: number;
  /** Statements of one connection are sent without waiting for the answers to earlier ones. */
  readonly isPipelined?: boolean;
}

const SESSION = [
  '-c jit=off',
  '-c timezone=UTC',
  '-c lock_timeout=2000',
  '-c idle_in_transaction_session_timeout=10000',
];

export function createDataSource({
  service,
  url,
  pool = 6,
  statementTimeoutMs = 5_000,
  isPipelined = false,
  ...rest
}: DatabaseOptions) {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: service,
    migrations: [...rest.migrations] as NonNullable<PostgresOptions['migrations']>,
    entities: (rest.entities ?? []) as NonNullable<PostgresOptions['entities']>,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: {
      max: pool,
      pipeline: isPipelined,
      options: [...SESSION, `-c statement_timeout=${statementTimeoutMs}`].join(' '),
    },
  });
}

/** Under an advisory lock, because TypeORM takes none. */
export async function runMigrations(options: DatabaseOptions): Promise<number> {
  const dataSource = await createDataSource({
    ...options,
    pool: 3,
    statementTimeoutMs: 60_000,
  }).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock(hashtext($1))', ['continuum.migrations']);
    return (await dataSource.runMigrations({ transaction: 'each' })).length;
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

/** Connected, and at the version this release needs: a service starts before its migration job has ended. */
async function whenReady(dataSource: DataSource): Promise<DataSource> {
  for (;;) {
    try {
      if (!dataSource.isInitialized) await dataSource.initialize();
      if (!(await dataSource.showMigrations())) return dataSource;
    } catch (error) {
      if (!isDatabaseOutage(error)) throw error;
    }
    await wait(250);
  }
}

class Pool implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}
  async onApplicationShutdown() {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

@Module({})
export class DatabaseModule {
  static with(options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: DataSource, useFactory: () => whenReady(createDataSource(options)) },
        {
          provide: Pool,
          useFactory: (dataSource: DataSource) => new Pool(dataSource),
          inject: [DataSource],
        },
      ],
      exports: [DataSource],
    };
  }
}
