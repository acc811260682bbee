import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { addressOf } from './test-servers.js';

type Migration = new () => MigrationInterface;
type Row = new () => object;

export interface TestDatabase {
  readonly dataSource: DataSource;
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of the caller's own: a copy of a template that has had these migrations. */
export async function aDatabase(migrations: Migration[], rows: Row[] = []): Promise<TestDatabase> {
  const server = await addressOf('postgres');
  const name = `spec_${randomBytes(8).toString('hex')}`;
  await onServer(server, async (admin) => {
    const template = await templateFor(migrations, server, admin);
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });

  const url = urlOf(server, name);
  const dataSource = await connect(url, { entities: rows });
  const drop = async () => {
    if (dataSource.isInitialized) await dataSource.destroy();
    await onServer(server, (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { dataSource, url, drop };
}

/** Migrated once per list of migrations; the lock makes parallel test processes wait for the first. */
async function templateFor(migrations: Migration[], server: string, admin: Client) {
  const name = `template_${digestOf(migrations)}`;
  const unfinished = `${name}_unfinished`;
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;

    await admin.query(`DROP DATABASE IF EXISTS ${unfinished} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${unfinished}`);
    await migrate(urlOf(server, unfinished), migrations);
    await admin.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
}

async function migrate(url: string, migrations: Migration[]) {
  const dataSource = await connect(url, { migrations });
  await dataSource.runMigrations({ transaction: 'each' });
  await dataSource.destroy();
}

function connect(url: string, parts: { migrations?: Migration[]; entities?: Row[] }) {
  const extra = { options: '-c jit=off -c timezone=UTC' };
  return new DataSource({ type: 'postgres', url, extra, ...parts }).initialize();
}

function digestOf(migrations: Migration[]): string {
  const digest = createHash('sha256');
  for (const migration of migrations) digest.update(`${migration.name} ${String(migration)}\n`);
  return digest.digest('hex').slice(0, 16);
}

async function onServer<T>(url: string, work: (admin: Client) => Promise<T>): Promise<T> {
  const admin = new Client(url);
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
