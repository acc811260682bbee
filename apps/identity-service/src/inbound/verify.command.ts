import { createDataSource, readConfig, secret } from '@continuum/service-kit';
import { verifyLinks } from '../actions/verify-links.js';
import { Engines } from '../store/engines.js';
import { startingEngine } from '../store/lists.js';
import { migrations } from '../store/migrations/index.js';

/** `identity verify`: exit 1 where the tables differ from what their features and judgements amount to. */
const { databaseUrl } = readConfig({ databaseUrl: secret('DATABASE_URL') });
const dataSource = await createDataSource({
  service: 'identity-verify',
  url: databaseUrl,
  pool: 1,
  migrations,
  statementTimeoutMs: 600_000,
}).initialize();

try {
  const engine = await new Engines(startingEngine()).active(dataSource.manager);
  const { records, persons, differences } = await verifyLinks(dataSource, engine);
  console.log(`${records} records of ${persons} persons, ${differences.length} differences.`);
  for (const { what, recordKey } of differences.slice(0, 20)) console.log(`${what} ${recordKey}`);
  if (differences.length > 0) process.exitCode = 1;
} finally {
  await dataSource.destroy();
}
