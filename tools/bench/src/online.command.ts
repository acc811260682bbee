import { migrations } from '@continuum/identity-service';
import { createDataSource, runMigrations } from '@continuum/service-kit';
import { claim, CLONE, freePorts, release, startPostgres, stopParts } from '@continuum/stack';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureOnline } from './online/measure-online.js';
import { subjectEvent } from './online/subject-events.js';
import { someRecords } from './push.js';

const SEED = 42;

/** `npm run bench:online -- [--records N] [--preload N] [--singles N] [--json FILE]`: one writer, fsync on. */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '50000' },
    preload: { type: 'string', default: '0' },
    singles: { type: 'string', default: '1000' },
    json: { type: 'string' },
  },
});
const [records, preload, singles] = [values.records, values.preload, values.singles].map(
  Number,
) as [number, number, number];
const asOf = new Date('2026-03-01');
const events = someRecords(preload + records + singles, SEED, asOf).map(subjectEvent);

const folder = CLONE.inner('bench-online');
await folder.empty();
await folder.prepare();
await claim(folder);
const password = randomBytes(12).toString('hex');
const { port } = await freePorts(['port']);
try {
  const { url } = await startPostgres(folder, { port, password, isDurable: true });
  const options = { service: 'identity-service', url, migrations };
  await runMigrations(options);
  const dataSource = await createDataSource(options).initialize();
  const figures = await measureOnline({
    dataSource,
    folder,
    preload: events.slice(0, preload),
    batched: events.slice(preload, preload + records),
    singles: events.slice(preload + records),
  });
  await dataSource.destroy();
  const text = JSON.stringify(figures, rounded, 2);
  console.log(text);
  if (values.json) writeFileSync(values.json, text);
} finally {
  await stopParts(folder);
  await release(folder);
  await folder.remove();
}
process.exit(0);

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
