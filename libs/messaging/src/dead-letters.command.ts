import { createDataSource, list, readConfig, secret, text } from '@continuum/service-kit';
import { parseArgs } from 'node:util';
import { discard, listParked, replay, type ParkedFilter } from './replay.js';

/**
 * `list`, `replay` or `discard` parked events of one service.
 *   --service S [--code C] [--type T] [--key K] [--since INSTANT] [--rate 50] [--dry-run] [--reason TEXT]
 * Exit 1 while a replayed key is still parked.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    service: { type: 'string' },
    code: { type: 'string' },
    type: { type: 'string' },
    key: { type: 'string' },
    since: { type: 'string' },
    rate: { type: 'string', default: '50' },
    reason: { type: 'string', default: '' },
    'dry-run': { type: 'boolean', default: false },
  },
});
const { databaseUrl, kafkaPrefix } = readConfig({
  databaseUrl: secret('DATABASE_URL'),
  kafkaPrefix: text('KAFKA_PREFIX', ''),
  kafkaBrokers: list('KAFKA_BROKERS', []),
});
if (!values.service) throw new Error('--service is needed.');
const filter: ParkedFilter = { consumer: values.service, ...values };
const db = await createDataSource({
  service: values.service,
  url: databaseUrl,
  pool: 2,
  migrations: [],
}).initialize();

const parked = await listParked(db, filter);
console.table(parked);
if (positionals[0] === 'discard') {
  console.log(`discarded ${await discard(db, filter, values.reason)}`);
} else if (positionals[0] === 'replay' && !values['dry-run']) {
  const options = { topicPrefix: kafkaPrefix, rate: Number(values.rate), patienceMs: 30_000 };
  const { freed, stuck } = await replay(db, filter, options);
  console.log(`${freed.length} keys are free, ${stuck.length} are still parked`);
  process.exitCode = stuck.length > 0 ? 1 : 0;
}
await db.destroy();
