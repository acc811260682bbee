import { askingOf, review } from '../review/review.js';
import { assignIds, type Choice, type Group } from '../persons/assign-ids.js';
import { personIdFrom } from '../persons/deterministic-id.js';
import { assign } from './assign.js';
import type { Cause, Changes } from './changes.js';
import { componentsOf, smallestKey } from './components.js';
import { partOf } from './grouping.js';
import type { Description, LinkedRecord, Memory } from './memory.js';
import { heldBefore, turnOver } from './turnover.js';

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

/** Clusters all that these descriptions hang together with, chooses ids, and notes every record that moved. */
export function regroup(
  memory: Memory,
  dirty: ReadonlySet<Description>,
  regrouping: Regrouping,
  changes: Changes,
): void {
  const { step, secret, cause, judgementId, moved } = regrouping;
  const asking = askingOf(memory, judgementId);
  const parts = componentsOf(memory, dirty).map((component) => partOf(memory, component, changes));
  const groups = parts.flatMap((part) => part.groups);
  const withdrawn = moved.filter(({ description }) => description === null);
  const held = heldBefore(groups, withdrawn);
  const ids = assignIds(groups).map((choice, at) => idOf(memory, choice, groups[at]!, regrouping));

  const changed = new Set<string>();
  const assigning = { memory, ...regrouping, turnover: changed, changes };
  for (const [at, { confirmed, probable }] of groups.entries()) {
    for (const record of confirmed) assign(record, ids[at]!, 'confirmed', assigning);
    for (const record of probable) assign(record, ids[at]!, 'probable', assigning);
  }
  for (const record of withdrawn) assign(record, null, 'confirmed', assigning);
  turnOver(memory, { held, groups, ids, changed }, regrouping, changes);

  const persons = groups.map(({ descriptions }, at) => ({ personId: ids[at]!, descriptions }));
  const unanswered = parts.flatMap((part) => part.unanswered);
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
  regrouping: Regrouping,
  changes: Changes,
): boolean {
  const { description } = record;
  const other = description?.records[0];
  const person = memory.persons.get(other?.personId ?? '');
  if (!description || !other || other === record || !person) return false;
  if (description.isUnlinkable) return false;
  if (smallestKey(description) === record.key) return false;
  if (memory.reviews.about([person.id]).length > 0) return false;
  const assigning = { memory, ...regrouping, turnover: new Set<string>(), changes };
  assign(record, person.id, other.confidence, assigning);
  person.version += 1;
  person.changedStep = regrouping.step;
  changes.persons.add(person);
  return true;
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
