import { createDataSource, optionalText, readConfig, secret } from '@continuum/service-kit';
import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AuditSeal } from '../actions/audit-signer.js';
import { CheckpointFolder } from '../clients/checkpoint-folder.js';
import { verifyAudit } from '../store/ledger/verify-audit.js';
import { verifyCheckpoints, type Seals } from '../store/ledger/verify-checkpoints.js';

/**
 * `npm run audit:verify -- [--from DATE] [--to DATE] [--checkpoints DIR] [--key FILE]`: exit 1 names the first entry at
 * fault. Who does not trust this machine brings the public key, or a folder of copies with it.
 */
const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    checkpoints: { type: 'string' },
    key: { type: 'string' },
  },
});
const settings = readConfig({
  databaseUrl: secret('DATABASE_URL'),
  checkpointsDir: optionalText('CHECKPOINTS_DIR'),
  auditKey: optionalText('AUDIT_KEY'),
});
const place = values.checkpoints ?? settings.checkpointsDir;
const folder = place ? new CheckpointFolder(place) : undefined;
const dataSource = await createDataSource({
  service: 'audit-verify',
  url: settings.databaseUrl,
  pool: 1,
  migrations: [],
  statementTimeoutMs: 60_000,
}).initialize();

try {
  const { manager } = dataSource;
  const chains = await verifyAudit(manager, values);
  const { fault, checkpoints } = chains.fault
    ? { fault: chains.fault, checkpoints: 0 }
    : await verifyCheckpoints(manager, await seals(), folder?.all());
  if (fault) {
    console.log(`Partition ${fault.partition}, sequence ${fault.seq}: ${fault.kind}.`);
    process.exitCode = 1;
  } else {
    const { entries, partitions } = chains;
    console.log(`${entries} entries in ${partitions} partitions are whole and in order.`);
    console.log(`${checkpoints} signed checkpoints hold.`);
  }
} finally {
  await dataSource.destroy();
}

/** The key that was given; else those beside the copies; else this service's own. */
async function seals(): Promise<Seals> {
  const copies = [...((await folder?.keys()) ?? new Map<string, string>()).values()];
  const own = settings.auditKey ? [settings.auditKey] : [];
  const pems = values.key ? [await readFile(values.key, 'utf8')] : copies.length > 0 ? copies : own;
  const known = await Promise.all(pems.map((pem) => AuditSeal.of(createPublicKey(pem))));
  return new Map(known.map((seal) => [seal.keyId, seal]));
}
