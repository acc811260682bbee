import type { Changes } from './changes.js';
import { reach } from './components.js';
import { describe, type Described } from './describe.js';
import type { Description, LinkedRecord, Memory } from './memory.js';
import { regroup } from './regroup.js';
import { move, versionOf } from './resolve.js';

/** Records that stand alone though their features now say enough, or share a description though these do not. */
export function misdescribed(memory: Memory): LinkedRecord[] {
  return [...memory.records.values()].filter(({ key, hash, description }) => {
    if (!description) return false;
    const { no, isUnlinkable } = description;
    const isOwn = isUnlinkable || memory.judged.has(key);
    const standsAlone = isOwn || !memory.isTelling(no);
    return standsAlone === (description.hash === hash);
  });
}

/** Gives these records the descriptions that the memory's model asks for. */
export function redescribe(
  memory: Memory,
  sources: Iterable<Described>,
  step: number,
  changes: Changes,
): void {
  for (const source of sources) {
    const record = memory.records.get(source.recordKey)!;
    const target = describe(memory, source, changes);
    if (target === record.description) continue;
    move(record, target);
    changes.openVersion(versionOf(record, { seq: step }), true);
    changes.records.add(record);
  }
}

export interface Chunk {
  readonly step: number;
  readonly secret: string;
  /** Records from which a chunk is full; its last part may go beyond. */
  readonly size: number;
}

/**
 * Regroups everything a memory holds, part by part. A part is whole: what hangs together now, and everybody who was one
 * person or remembers one, so that the parts may come in any number of chunks and the ids are the same.
 */
export class Relinking {
  private readonly done = new Set<Description>();
  private readonly peers: ReadonlyMap<string, readonly LinkedRecord[]>;

  /** @param next number of the first description that is not regrouped. */
  constructor(
    private readonly memory: Memory,
    private next = 0,
  ) {
    this.peers = peersIn(memory);
  }

  /** Descriptions before this number are regrouped. */
  get reached(): number {
    return this.next;
  }

  get isOver(): boolean {
    return this.next >= this.memory.descriptions.length;
  }

  /** Regroups the next chunk as one step. */
  advance({ step, secret, size }: Chunk, changes: Changes): void {
    const { memory } = this;
    memory.lastStep = step;
    const dirty = new Set<Description>();
    let records = 0;
    for (; !this.isOver && records < size; this.next += 1) {
      const description = memory.descriptions[this.next];
      if (!description || this.done.has(description)) continue;
      for (const one of this.partOf(description)) {
        this.done.add(one);
        dirty.add(one);
        records += one.records.length;
      }
    }
    regroup(memory, dirty, { step, secret, cause: 'model', moved: [], resent: [] }, changes);
  }

  private partOf(start: Description): Set<Description> {
    const part = new Set<Description>();
    const open = [start];
    for (let current = open.pop(); current; current = open.pop()) {
      if (part.has(current)) continue;
      for (const reached of reach(this.memory, [current])) {
        if (part.has(reached)) continue;
        part.add(reached);
        for (const record of reached.records) open.push(...this.peersOf(record));
      }
    }
    return part;
  }

  private peersOf({ no, personId }: LinkedRecord): Description[] {
    const persons = [personId ?? '', ...(this.memory.dormant.get(no) ?? [])];
    return persons.flatMap((id) =>
      (this.peers.get(id) ?? []).flatMap(({ description }) => description ?? []),
    );
  }
}

/** Who is, or was last, of each person. */
function peersIn(memory: Memory): Map<string, LinkedRecord[]> {
  const peers = new Map<string, LinkedRecord[]>();
  const put = (id: string, record: LinkedRecord) => {
    const known = peers.get(id);
    if (known) known.push(record);
    else peers.set(id, [record]);
  };
  for (const record of memory.records.values()) {
    if (record.personId !== null) put(record.personId, record);
    for (const id of memory.dormant.get(record.no) ?? []) put(id, record);
  }
  return peers;
}
