import type { Confidence, RecordAssigned } from '@continuum/contracts';
import { cluster } from '../clustering/cluster.js';
import type { Component } from '../clustering/component.js';
import type { Unanswered } from '../review/questions.js';
import { askingOf, review } from '../review/review.js';
import { assignIds, type Choice, type Group } from '../persons/assign-ids.js';
import { personIdFrom } from '../persons/deterministic-id.js';
import type { Person } from '../persons/person.js';
import type { Cause, Changes } from './changes.js';
import { componentsOf, smallestKey } from './components.js';
import type { Description, LinkedRecord, Memory } from './memory.js';

export interface Regrouping {
  readonly step: number;
  readonly secret: string;
  readonly cause: Cause;
  readonly judgementId?: string;
  /** Records whose own features changed: that they leave a person is no split. */
  readonly moved: readonly LinkedRecord[];
  /** Records to tell of again though nothing moved. */
  readonly resent: readonly LinkedRecord[];
}

/** A new group of records, and which of them are beyond doubt. */
interface Grouping extends Group {
  readonly confirmed: readonly LinkedRecord[];
  readonly probable: readonly LinkedRecord[];
  readonly descriptions: readonly Description[];
}

/** Clusters all that these descriptions hang together with, chooses ids, and notes every record that moved. */
export function regroup(
  memory: Memory,
  dirty: ReadonlySet<Description>,
  regrouping: Regrouping,
  changes: Changes,
): void {
  const asking = askingOf(memory, regrouping.judgementId);
  const parts = componentsOf(memory, dirty).map((component) => partOf(memory, component, changes));
  const groups = parts.flatMap((part) => part.groups);
  const withdrawn = regrouping.moved.filter(({ description }) => description === null);
  const held = heldBefore(groups, withdrawn);
  const ids = assignIds(groups).map((choice, at) => idOf(memory, choice, groups[at]!, regrouping));

  const turnover = new Set<string>();
  const assigning = { memory, turnover, regrouping, changes };
  for (const [at, { confirmed, probable }] of groups.entries()) {
    for (const record of confirmed) assign(record, ids[at]!, 'confirmed', assigning);
    for (const record of probable) assign(record, ids[at]!, 'probable', assigning);
  }
  for (const record of withdrawn) assign(record, null, 'confirmed', assigning);
  const reinstated = updatePersons(memory, { held, ids, turnover }, regrouping, changes);
  tellOfPersons(memory, { held, groups, ids, reinstated }, regrouping, changes);
  const persons = groups.map(({ descriptions }, at) => ({ personId: ids[at]!, descriptions }));
  const unanswered = parts.flatMap((part) => part.unanswered);
  const { step, secret, cause } = regrouping;
  const isJudged = cause === 'judgement';
  review(memory, { step, secret, isJudged, persons, held, unanswered, asking }, changes);
}

/**
 * A new record that says what others have said before belongs where they belong, and nothing else changes: clusters
 * depend on descriptions and on the first key of each. Answers false where there may be more to it.
 */
export function joinOthers(
  memory: Memory,
  record: LinkedRecord,
  description: Description,
  regrouping: Regrouping,
  changes: Changes,
): boolean {
  const [other] = description.records;
  const person = memory.persons.get(other?.personId ?? '');
  if (!other || other === record || !person || description.isUnlinkable) return false;
  if (smallestKey(description) === record.key) return false;
  if (memory.reviews.about([person.id]).length > 0) return false;
  const turnover = new Set<string>();
  assign(record, person.id, other.confidence, { memory, turnover, regrouping, changes });
  person.version += 1;
  person.changedStep = regrouping.step;
  changes.persons.add(person);
  return true;
}

interface Part {
  readonly groups: readonly Grouping[];
  readonly unanswered: readonly Unanswered[];
}

function partOf(memory: Memory, component: Component, { effort }: Changes): Part {
  const { members } = component;
  const weigh = (a: number, b: number) => memory.score(members[a]!.no, members[b]!.no);
  const at = (place: number) => memory.descriptions[members[place]!.no]!;
  const { clusters, questions, refusals } = cluster(component, memory.model, weigh);
  effort.largestComponent = Math.max(effort.largestComponent, members.length);
  for (const { guard } of refusals)
    effort.refusals.set(guard, (effort.refusals.get(guard) ?? 0) + 1);
  const groups = clusters.map(({ members: places, core }): Grouping => {
    const recordsAt = (place: number) => at(place).records;
    const all = places.flatMap(recordsAt);
    return {
      key: members[places[0]!]!.key,
      records: new Set(all.map(({ no }) => no)),
      shares: sharesOf(memory, all),
      former: formerOf(memory, all),
      dormant: dormantIn(memory, all),
      confirmed: places.filter((place) => core.has(place)).flatMap(recordsAt),
      probable: places.filter((place) => !core.has(place)).flatMap(recordsAt),
      descriptions: places.map(at),
    };
  });
  const unanswered = questions.map(({ kind, a, b }) => ({ kind, a: at(a), b: at(b) }));
  return { groups, unanswered };
}

function sharesOf(memory: Memory, records: readonly LinkedRecord[]): Map<Person, number> {
  return tally(records.flatMap(({ personId }) => (personId ? memory.persons.get(personId)! : [])));
}

function formerOf(memory: Memory, records: readonly LinkedRecord[]): Map<Person, number> {
  return tally(
    records.flatMap(({ personId, formerPersonId }) =>
      [...new Set([personId, formerPersonId])].flatMap((id) => memory.persons.get(id ?? '') ?? []),
    ),
  );
}

function dormantIn(memory: Memory, records: readonly LinkedRecord[]): Map<Person, number> {
  if (memory.dormant.size === 0) return new Map();
  return tally(
    records.flatMap(({ no }) =>
      [...(memory.dormant.get(no) ?? [])].map((id) => memory.persons.get(id)!),
    ),
  );
}

function tally<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

type Held = ReadonlyMap<string, readonly LinkedRecord[]>;

function heldBefore(groups: readonly Grouping[], withdrawn: readonly LinkedRecord[]): Held {
  const held = new Map<string, LinkedRecord[]>();
  const all = groups.flatMap(({ confirmed, probable }) => [...confirmed, ...probable]);
  for (const record of [...all, ...withdrawn]) {
    if (record.personId === null) continue;
    const records = held.get(record.personId);
    if (records) records.push(record);
    else held.set(record.personId, [record]);
  }
  return held;
}

function idOf(memory: Memory, choice: Choice, group: Group, { step, secret }: Regrouping): string {
  if (choice.is !== 'new') return choice.id;
  let counter = 0;
  let id = personIdFrom(secret, group.key, counter);
  while (memory.persons.has(id)) id = personIdFrom(secret, group.key, (counter += 1));
  memory.persons.set(id, {
    id,
    createdStep: step,
    foundingRecord: Math.min(...group.records),
    status: 'active',
    mergedInto: null,
    version: 0,
    changedStep: step,
    recordCount: 0,
  });
  return id;
}

interface Assigning {
  readonly memory: Memory;
  readonly turnover: Set<string>;
  readonly regrouping: Regrouping;
  readonly changes: Changes;
}

function assign(
  record: LinkedRecord,
  personId: string | null,
  confidence: Confidence,
  { memory, turnover, regrouping: { step, cause, resent }, changes }: Assigning,
): void {
  const previousPersonId = record.personId;
  const isMoved = previousPersonId !== personId || record.confidence !== confidence;
  if (!isMoved && !resent.includes(record)) return;
  if (isMoved) {
    if (previousPersonId) turnover.add(previousPersonId);
    if (personId) turnover.add(personId);
    const next = personId
      ? { recordNo: record.no, personId, confidence, fromStep: step, toStep: null, cause }
      : undefined;
    changes.moveMembership(record.no, step, next, previousPersonId !== null);
  }
  if (previousPersonId !== null && previousPersonId !== personId) {
    record.formerPersonId = previousPersonId;
  }
  countRecord(memory, previousPersonId, -1);
  countRecord(memory, personId, 1);
  record.personId = personId;
  record.confidence = confidence;
  record.linkVersion += 1;
  changes.records.add(record);
  changes.assignments.push(assignmentOf(record, previousPersonId, step, cause));
}

function countRecord(memory: Memory, personId: string | null, by: 1 | -1): void {
  const person = personId === null ? undefined : memory.persons.get(personId);
  if (person) person.recordCount += by;
}

function assignmentOf(
  record: LinkedRecord,
  previousPersonId: string | null,
  step: number,
  cause: Cause,
) {
  const { key, version, dataset, linkVersion, personId, confidence, department, labels } = record;
  const data: Omit<RecordAssigned, 'modelId' | 'epochId'> = {
    recordKey: key,
    recordVersion: version,
    dataset,
    linkVersion,
    personId,
    previousPersonId,
    confidence,
    cause,
    step,
  };
  return { data, department, labels };
}

interface Outcome {
  readonly held: Held;
  readonly ids: readonly string[];
  readonly turnover: ReadonlySet<string>;
}

/** Brings statuses and versions up to date; answers which ids came back. */
function updatePersons(
  memory: Memory,
  { held, ids, turnover }: Outcome,
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
    } else if (!turnover.has(id)) continue;
    person.version += 1;
    person.changedStep = step;
    changes.persons.add(person);
  }
  return reinstated;
}

/** The person who holds most of these records now. */
function mostHeldBy(records: readonly LinkedRecord[]): string | undefined {
  const counts = [...tally(records.flatMap(({ personId }) => personId ?? []))];
  const [first] = counts.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0];
}

interface Told {
  readonly held: Held;
  readonly groups: readonly Grouping[];
  readonly ids: readonly string[];
  readonly reinstated: ReadonlySet<string>;
}

function tellOfPersons(
  memory: Memory,
  { held, groups, ids, reinstated }: Told,
  { step, cause, judgementId, moved }: Regrouping,
  changes: Changes,
): void {
  const told = { cause, ...(judgementId !== undefined && { judgementId }), step };
  const versionOf = (personId: string) => ({
    personId,
    personVersion: memory.persons.get(personId)!.version,
  });
  for (const [id, records] of held) {
    const person = memory.persons.get(id)!;
    const stayed = records.filter((record) => !moved.includes(record));
    const parts = [...new Set(stayed.flatMap(({ personId }) => personId ?? []))].sort();
    if (parts.length > 1) {
      changes.splits.push({
        ...versionOf(id),
        parts: parts.map((part) => ({
          ...versionOf(part),
          reinstated: reinstated.has(part),
          recordCount: groups[ids.indexOf(part)]!.records.size,
        })),
        ...told,
      });
    }
    if (person.status !== 'absorbed' || person.mergedInto === null) continue;
    if (parts.length > 1) person.version += 1;
    changes.merges.push({
      absorbed: versionOf(id),
      survivor: versionOf(person.mergedInto),
      ...told,
    });
  }
}
