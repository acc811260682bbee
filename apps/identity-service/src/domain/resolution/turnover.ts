import type { Changes } from './changes.js';
import type { Grouping } from './grouping.js';
import type { LinkedRecord, Memory } from './memory.js';
import type { Regrouping } from './regroup.js';

/** Person id before → the records it held. */
export type Held = ReadonlyMap<string, readonly LinkedRecord[]>;

export interface Turnover {
  readonly held: Held;
  readonly groups: readonly Grouping[];
  /** Which id each group bears now. */
  readonly ids: readonly string[];
  /** Persons that have gained or lost a record. */
  readonly changed: ReadonlySet<string>;
}

export function heldBefore(groups: readonly Grouping[], withdrawn: readonly LinkedRecord[]): Held {
  const held = new Map<string, LinkedRecord[]>();
  const hold = (record: LinkedRecord) => {
    if (record.personId === null) return;
    const records = held.get(record.personId);
    if (records) records.push(record);
    else held.set(record.personId, [record]);
  };
  for (const { confirmed, probable } of groups) {
    for (const record of confirmed) hold(record);
    for (const record of probable) hold(record);
  }
  for (const record of withdrawn) hold(record);
  return held;
}

/** Brings statuses and versions of persons up to date once all records are assigned, and tells who became one or several. */
export function turnOver(
  memory: Memory,
  turnover: Turnover,
  regrouping: Regrouping,
  changes: Changes,
): void {
  const reinstated = updatePersons(memory, turnover, regrouping, changes);
  for (const [id, records] of turnover.held) {
    const stayed = records.filter((record) => !regrouping.moved.includes(record));
    const parts = ownersOf(stayed);
    if (parts.length > 1) {
      changes.splits.push(splitOf(id, parts, { memory, turnover, reinstated, regrouping }));
    }
    const person = memory.persons.get(id)!;
    if (person.status !== 'absorbed' || person.mergedInto === null) continue;
    if (parts.length > 1) person.version += 1;
    changes.merges.push({
      absorbed: versionOf(memory, id),
      survivor: versionOf(memory, person.mergedInto),
      ...causeOf(regrouping),
    });
  }
}

/** Answers which ids came back. */
function updatePersons(
  memory: Memory,
  { held, ids, changed }: Turnover,
  { step }: Regrouping,
  changes: Changes,
): Set<string> {
  const bearing = new Set(ids);
  const reinstated = new Set<string>();
  for (const id of new Set([...bearing, ...held.keys()])) {
    const person = memory.persons.get(id)!;
    if (bearing.has(id) && person.status !== 'active') {
      reinstated.add(id);
      memory.forget(person);
      Object.assign(person, { status: 'active', mergedInto: null });
    } else if (!bearing.has(id)) {
      const records = held.get(id) ?? [];
      const survivor = mostHeldBy(records);
      const status = survivor ? 'absorbed' : 'empty';
      Object.assign(person, { status, mergedInto: survivor ?? null });
      memory.remember(
        person,
        records.map(({ no }) => no),
      );
    } else if (!changed.has(id)) continue;
    person.version += 1;
    person.changedStep = step;
    changes.persons.add(person);
  }
  return reinstated;
}

/** The person who holds most of these records now. */
function mostHeldBy(records: readonly LinkedRecord[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { personId } of records) {
    if (personId) counts.set(personId, (counts.get(personId) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0];
}

/** Whose these records are now, each person once. */
function ownersOf(records: readonly LinkedRecord[]): string[] {
  const owners = new Set<string>();
  for (const { personId } of records) if (personId) owners.add(personId);
  return [...owners].sort();
}

interface Splitting {
  readonly memory: Memory;
  readonly turnover: Turnover;
  readonly reinstated: ReadonlySet<string>;
  readonly regrouping: Regrouping;
}

function splitOf(
  id: string,
  parts: readonly string[],
  { memory, turnover: { groups, ids }, reinstated, regrouping }: Splitting,
): Changes['splits'][number] {
  return {
    ...versionOf(memory, id),
    parts: parts.map((part) => ({
      ...versionOf(memory, part),
      reinstated: reinstated.has(part),
      recordCount: groups[ids.indexOf(part)]!.records.size,
    })),
    ...causeOf(regrouping),
  };
}

const versionOf = (memory: Memory, personId: string) => ({
  personId,
  personVersion: memory.persons.get(personId)!.version,
});

const causeOf = ({ cause, judgementId, step }: Regrouping) => ({
  cause,
  ...(judgementId !== undefined && { judgementId }),
  step,
});
