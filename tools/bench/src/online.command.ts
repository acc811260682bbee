import { migrations } from '@continuum/identity-service';
import { createDataSource, runMigrations } from '@continuum/service-kit';
import { claim, CLONE, freePorts, release, startPostgres, stopParts } from '@continuum/stack';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { killWriters } from './online/kill-writers.js';
import { measureOnline } from './online/measure-online.js';
import { subjectEvent } from './online/subject-events.js';
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
const folder = CLONE.inner('bench-online');
await folder.empty();
await folder.prepare();
await claim(folder);
const password = randomBytes(12).toString('hex');
const { port } = await freePorts(['port']);
try {
  const { url } = await startPostgres(folder, { port, password, isDurable: true });
  const figures = values.kill ? await killed(url, Number(values.kill)) : await measured(url);
  const text = JSON.stringify(figures, rounded, 2);
  console.log(text);
  if (values.json) writeFileSync(values.json, text);
} finally {
  await stopParts(folder);
  await release(folder);
  await folder.remove();
}
process.exit(process.exitCode ?? 0);

async function measured(url: string) {
  const events = someEvents(preload + records + singles);
  const dataSource = await migrated(url);
  const figures = await measureOnline({
    dataSource,
    folder,
    preload: events.slice(0, preload),
    batched: events.slice(preload, preload + records),
    singles: events.slice(preload + records),
  });
  await dataSource.destroy();
  return figures;
}

async function killed(databaseUrl: string, kills: number) {
  const disturbed = await migrated(databaseUrl);
  await disturbed.query('CREATE DATABASE undisturbed');
  const undisturbed = await migrated(databaseUrl.replace(/\/postgres$/, '/undisturbed'));
  const events = someEvents(records);
  const outcome = await killWriters({ events, kills, disturbed, databaseUrl, undisturbed });
  await Promise.all([disturbed.destroy(), undisturbed.destroy()]);
  const isSame = outcome.isSamePersonsAndIds && outcome.isSameEvents;
  if (!isSame || outcome.differencesFoundByVerify > 0) process.exitCode = 1;
  return outcome;
}

async function migrated(url: string) {
  const options = { service: 'identity-service', url, migrations, isPipelined: true };
  await runMigrations(options);
  return createDataSource(options).initialize();
}

function someEvents(count: number) {
  return someRecords(count, SEED, new Date('2026-03-01')).map(subjectEvent);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
