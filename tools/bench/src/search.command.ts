import { migrations } from '@continuum/identity-service';
import { createDataSource, runMigrations } from '@continuum/service-kit';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withOwnPostgres } from './own-postgres.js';
import { measureLoaded } from './search/measure-loaded.js';

/**
 * `npm run bench:search -- [--records N] [--searches N] [--singles N] [--json FILE]`: loads the city's records into an
 * empty identity-service, starts it, and asks for people; then records come one by one. fsync on.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    searches: { type: 'string', default: '4000' },
    singles: { type: 'string', default: '500' },
    json: { type: 'string' },
  },
});
const figures = await withOwnPostgres('bench-search', async ({ url }) => {
  const options = { service: 'identity-service', url, migrations, isPipelined: true };
  await runMigrations(options);
  const dataSource = await createDataSource(options).initialize();
  const measured = await measureLoaded({
    dataSource,
    databaseUrl: url,
    records: Number(values.records),
    searches: Number(values.searches),
    singles: Number(values.singles),
  });
  await dataSource.destroy();
  return measured;
});
const text = JSON.stringify(figures, rounded, 2);
console.log(text);
if (values.json) writeFileSync(values.json, text);
process.exit(process.exitCode ?? 0);

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value;
}
