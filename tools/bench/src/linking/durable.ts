import {
  FirstLinks,
  FirstRecords,
  hashOf,
  LoadRepository,
  migrations,
} from '@continuum/identity-service';
import { createDataSource, runMigrations } from '@continuum/service-kit';
import { randomUUID } from 'node:crypto';
import { withOwnPostgres } from '../own-postgres.js';
import { serverCpuSeconds } from '../server-usage.js';
import { keyedHash, type LinkedTable } from './link-table.js';
import { featuresOf } from './prepare-rows.js';
import type { SubjectMap } from './subject-map.js';
import type { Table } from './table.js';

const FOLDER = 'bench-durable';
const SECRET = 'a secret of the bench';
const ORIGIN = { department: 'bench', dataset: 'file', labels: ['LOCAL_CH'] as const };

/** Seconds to commit what was linked to a PostgreSQL of its own, fsync on, by part; and the CPU of its server. */
export async function writeDurably(file: File, linked: LinkedTable) {
  const records = new FirstRecords(linked.population);
  const keep = keepRows(file, records);
  return withOwnPostgres(FOLDER, async ({ url, folder }) => {
    const options = { service: 'identity-service', url, migrations };
    await runMigrations(options);
    const dataSource = await createDataSource({ ...options, pool: 1 }).initialize();
    const before = await serverCpuSeconds(folder);
    const seconds: Record<string, number> = { keep };
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
    const total = keep + (performance.now() - started) / 1_000;
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
  });
}

interface File {
  readonly table: Table;
  readonly map: SubjectMap;
  readonly order: Int32Array;
  readonly ids: readonly string[];
  readonly seed: number;
}

/**
 * Seconds to keep the rows as identity-service keeps records. They are prepared once more for it, which does not count:
 * linking had them at hand. Keys stand in the order of the keyed hashes by which rows are shuffled.
 */
export function keepRows(
  { table, map, order: rows, ids, seed }: File,
  records: FirstRecords,
): number {
  let ms = 0;
  let at = 0;
  for (const features of featuresOf({ table, map, rows })) {
    const contentHash = keyedHash(ids[rows[at]!]!, seed).slice(0, 20);
    const recordKey = `bench/file/${contentHash}`;
    const started = performance.now();
    const hash = hashOf(features);
    records.add({ recordKey, recordVersion: 1, origin: ORIGIN, hash, contentHash }, features);
    ms += performance.now() - started;
    at += 1;
  }
  return ms / 1_000;
}
