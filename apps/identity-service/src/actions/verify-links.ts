import type { DataSource } from 'typeorm';
import type { Engine } from '../domain/resolution/memory.js';
import { differences, type Difference } from '../domain/resolution/verify.js';
import { loadMemory } from '../store/memory.loader.js';
import { SourceRepository } from '../store/source.repository.js';

export interface Verification {
  readonly records: number;
  readonly persons: number;
  readonly differences: readonly Difference[];
}

/** One state of the tables, linked again from its features. */
export async function verifyLinks(dataSource: DataSource, engine: Engine): Promise<Verification> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    const kept = await loadMemory(engine, tx);
    const present = [...kept.records.values()].filter(({ description }) => description !== null);
    const sources = await new SourceRepository().ofRecords(
      present.map(({ key }) => key),
      tx,
    );
    return {
      records: present.length,
      persons: new Set(present.map(({ personId }) => personId)).size,
      differences: differences(kept, engine, sources.values()),
    };
  });
}
