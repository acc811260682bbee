import { migrations } from '@continuum/identity-service';
import { createDataSource, runMigrations } from '@continuum/service-kit';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { killWriters } from './online/kill-writers.js';
import { measureOnline } from './online/measure-online.js';
import { subjectRecord } from './online/subject-events.js';
import { withOwnPostgres, type OwnPostgres } from './own-postgres.js';
import { someRecords } from './push.js';

const SEED = 42;

/**
 * `npm run bench:online -- [--records N] [--preload N] [--singles N] [--json FILE]`: one writer, fsync on.
 * With `--kill TIMES` the writer is killed so often while it resolves the records; exits 1 where that shows afterwards.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '50000' },
    preload: { type: 'string', default: '0' },
    singles: { type: 'string', default: '1000' },
    kill: { type: 'string' },
    json: { type: 'string' },
  },
});
const records = Number(values.records);
const preload = Number(values.preload);
const singles = Number(values.singles);
// Two may run side by side.
const figures = await withOwnPostgres<object>(`bench-online-${process.pid}`, (own) =>
  values.kill ? killed(own, Number(values.kill)) : measured(own),
);
const text = JSON.stringify(figures, rounded, 2);
console.log(text);
if (values.json) writeFileSync(values.json, text);
process.exit(process.exitCode ?? 0);

async function measured({ url, folder }: OwnPostgres) {
  const all = someSubjects(preload + records + singles);
  const dataSource = await migrated(url);
  const outcome = await measureOnline({
    dataSource,
    databaseUrl: url,
    folder,
    preload: all.slice(0, preload),
    batched: all.slice(preload, preload + records),
    singles: all.slice(preload + records),
  });
  await dataSource.destroy();
  return outcome;
}

async function killed({ url }: OwnPostgres, kills: number) {
  const disturbed = { url, dataSource: await migrated(url) };
  await disturbed.dataSource.query('CREATE DATABASE undisturbed');
  const other = url.replace(/\/postgres$/, '/undisturbed');
  const undisturbed = { url: other, dataSource: await migrated(other) };
  const outcome = await killWriters({
    records: someSubjects(records),
    kills,
    disturbed,
    undisturbed,
  });
  await Promise.all([disturbed.dataSource.destroy(), undisturbed.dataSource.destroy()]);
  const isSame = outcome.isSamePersonsAndIds && outcome.isSameEvents;
  if (!isSame || outcome.differencesFoundByVerify > 0) process.exitCode = 1;
  return outcome;
}

async function migrated(url: string) {
  const options = { service: 'identity-service', url, migrations, isPipelined: true };
  // What is compared at the end is read whole.
  const statementTimeoutMs = 600_000;
  await runMigrations(options);
  return createDataSource({ ...options, statementTimeoutMs }).initialize();
}

function someSubjects(count: number) {
  return someRecords(count, SEED, new Date('2026-03-01')).map(subjectRecord);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
