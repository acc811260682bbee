import type { EntityManager } from 'typeorm';
import { Changes } from '../domain/resolution/changes.js';
import { enterScored } from '../domain/resolution/describe.js';
import type { Engine, Memory } from '../domain/resolution/memory.js';
import { misdescribed, redescribe } from '../domain/resolution/relink.js';
import { loadMemory } from './memory.loader.js';
import { SourceRepository } from './source.repository.js';

/** A memory under another engine than the tables were written by, and what must be written before it is theirs. */
export interface MemoryAnew {
  readonly memory: Memory;
  /** Every edge, and descriptions of records that are set apart or come together; nobody is regrouped yet. */
  readonly changes: Changes;
}

/** Descriptions, records, persons and judgements from the tables; keys, edges and who shares a description anew. */
export async function loadMemoryAnew(engine: Engine, tx: EntityManager): Promise<MemoryAnew> {
  const changes = new Changes();
  const memory = await loadMemory(engine, tx, (into, description) =>
    enterScored(into, description, changes),
  );
  memory.lastStep += 1;
  const keys = misdescribed(memory).map(({ key }) => key);
  const sources = await new SourceRepository().ofRecords(keys.sort(), tx);
  const inOrder = keys.flatMap((key) => sources.get(key) ?? []);
  redescribe(memory, inOrder, memory.lastStep, changes);
  return { memory, changes };
}
