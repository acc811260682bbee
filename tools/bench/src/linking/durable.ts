import {
  FirstLinks,
  FirstRecords,
  hashOf,
  loadNicknames,
  LoadRepository,
  migrations,
  Population,
  Tokens,
} from '@continuum/identity-service';
import { createDataSource, runMigrations } from '@continuum/service-kit';
import { claim, CLONE, freePorts, release, startPostgres, stopParts } from '@continuum/stack';
import { randomBytes, randomUUID } from 'node:crypto';
import { serverCpuSeconds } from '../server-usage.js';
import { keyedHash, type Gathering, type LinkedTable } from './link-table.js';

const FOLDER = 'bench-durable';
const SECRET = 'a secret of the bench';
const ORIGIN = { department: 'bench', dataset: 'file', labels: ['LOCAL_CH'] as const };

/** Rows that are kept as identity-service keeps records, beside what links them. */
export class DurableRecords implements Gathering {
  readonly records = new FirstRecords(new Population(new Tokens(loadNicknames())));

  constructor(
    private readonly ids: readonly string[],
    private readonly seed: number,
  ) {}

  get population(): Population {
    return this.records.population;
  }

  /** Keys stand in the order of the keyed hashes, by which rows are shuffled. */
  readonly add: Gathering['add'] = (row, features) => {
    const key = keyedHash(this.ids[row]!, this.seed).slice(0, 20);
    const record = {
      recordKey: `bench/file/${key}`,
      recordVersion: 1,
      origin: ORIGIN,
      hash: hashOf(features),
      contentHash: key,
    };
    this.records.add(record, features);
  };
}

/** Seconds to commit what was linked to a PostgreSQL of its own, fsync on, by part; and the CPU of its server. */
export async function writeDurably({ records }: DurableRecords, linked: LinkedTable) {
  const folder = CLONE.inner(FOLDER);
  await folder.empty();
  await folder.prepare();
  await claim(folder);
  const { port } = await freePorts(['port']);
  const password = randomBytes(12).toString('hex');
  try {
    const { url } = await startPostgres(folder, { port, password, isDurable: true });
    const options = { service: 'identity-service', url, migrations };
    await runMigrations(options);
    const dataSource = await createDataSource({ ...options, pool: 1 }).initialize();
    const before = await serverCpuSeconds(folder);
    const seconds: Record<string, number> = {};
    const started = performance.now();
    let last = started;
    const onWritten = (part: string) => {
      const now = performance.now();
      seconds[part] = (now - last) / 1_000;
      last = now;
    };
    const repository = new LoadRepository();
    await dataSource.transaction(async (tx) => {
      await repository.lock(randomUUID(), tx);
      const links = new FirstLinks(records, linked, SECRET);
      onWritten('number');
      await repository.write(records, links, tx, onWritten);
    });
    onWritten('commit');
    const total = (performance.now() - started) / 1_000;
    const [size]: { bytes: string }[] = await dataSource.query(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    await dataSource.destroy();
    const after = await serverCpuSeconds(folder);
    return {
      ...seconds,
      total,
      postgresCpu: (after['postgres'] ?? 0) - (before['postgres'] ?? 0),
      databaseMiB: Math.round(Number(size?.bytes) / 2 ** 20),
    };
  } finally {
    await stopParts(folder);
    await release(folder);
    await folder.remove();
  }
}
