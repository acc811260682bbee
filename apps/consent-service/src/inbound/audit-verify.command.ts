import { createDataSource, readConfig, secret } from '@continuum/service-kit';
import { parseArgs } from 'node:util';
import { verifyAudit } from '../store/ledger/verify-audit.js';

/** `npm run audit:verify -- [--from YYYY-MM-DD] [--to YYYY-MM-DD]`: exit 1 names the first entry at fault. */
const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
const { databaseUrl } = readConfig({ databaseUrl: secret('DATABASE_URL') });
const dataSource = await createDataSource({
  service: 'audit-verify',
  url: databaseUrl,
  pool: 1,
  migrations: [],
  statementTimeoutMs: 60_000,
}).initialize();

try {
  const { fault, partitions, entries } = await verifyAudit(dataSource.manager, values);
  if (fault) {
    console.log(`Partition ${fault.partition}, sequence ${fault.seq}: ${fault.kind}.`);
    process.exitCode = 1;
  } else {
    console.log(`${entries} entries in ${partitions} partitions are whole and in order.`);
  }
} finally {
  await dataSource.destroy();
}
