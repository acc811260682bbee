import { askingOf, review } from '../review/review.js';
import { assignIds, type Choice, type Group } from '../persons/assign-ids.js';
import { personIdFrom } from '../persons/deterministic-id.js';
import type { Person } from '../persons/person.js';
import { assign } from './assign.js';
import type { Cause, Changes } from './changes.js';
import { componentsOf } from './components.js';
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

function idOf(memory: Memory, choice: Choice, group: Group, { step, secret }: Regrouping): string {
  if (choice.is !== 'new') return choice.id;
  const founder = Math.min(...group.records);
  return newPerson(memory, { key: group.key, founder, step, secret }).id;
}

interface Founding {
  /** Smallest record key. */
  readonly key: string;
  /** Number of the record the id is made for. */
  readonly founder: number;
  readonly step: number;
  readonly secret: string;
}

export function newPerson(memory: Memory, { key, founder, step, secret }: Founding): Person {
  let counter = 0;
  let id = personIdFrom(secret, key, counter);
  while (memory.persons.has(id)) id = personIdFrom(secret, key, (counter += 1));
  const person: Person = {
    id,
    createdStep: step,
    foundingRecord: founder,
    status: 'active',
    mergedInto: null,
    version: 0,
    changedStep: step,
    recordCount: 0,
  };
  memory.persons.set(id, person);
  return person;
}
