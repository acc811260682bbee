import type { Person } from '../persons/person.js';
import { assign } from './assign.js';
import type { Changes } from './changes.js';
import type { Clique } from './cliques.js';
import { isLive, smallestKey } from './components.js';
import type { Description, LinkedRecord, Memory } from './memory.js';
import { newPerson, type Regrouping } from './regroup.js';

/**
 * A new record that is somebody's for certain, or nobody's yet, and changes nothing for anybody else: only that person
 * is touched. Answers false where there may be more to it.
 */
export function join(
  memory: Memory,
  record: LinkedRecord,
  regrouping: Regrouping,
  changes: Changes,
): boolean {
  const { description } = record;
  if (!description || description.isUnlinkable || memory.judged.has(record.key)) return false;
  const isFirst = description.records[0] === record;
  const person = isFirst
    ? personAround(memory, description, regrouping, changes)
    : personOfOthers(memory, record, description);
  if (!person) return false;

  const confidence = isFirst ? 'confirmed' : description.records[0]!.confidence;
  const assigning = { memory, ...regrouping, turnover: new Set<string>(), changes };
  assign(record, person.id, confidence, assigning);
  person.version += 1;
  person.changedStep = regrouping.step;
  changes.persons.add(person);
  return true;
}

/** Clusters depend on descriptions and on the first key of each: who says what others have said is theirs. */
function personOfOthers(
  memory: Memory,
  record: LinkedRecord,
  description: Description,
): Person | undefined {
  if (smallestKey(description) === record.key) return undefined;
  return unasked(memory, description);
}

/** Who every two of its neighbours are, and it with each; somebody new where it has none. */
function personAround(
  memory: Memory,
  { no, records }: Description,
  { step, secret }: Regrouping,
  { effort }: Changes,
): Person | undefined {
  const around = neighbours(memory, no);
  if (around.areNone) {
    effort.largestComponent = Math.max(effort.largestComponent, 1);
    memory.cliques.note([no], true);
    return newPerson(memory, { key: records[0]!.key, founder: records[0]!.no, step, secret });
  }
  if (!around.clique) return undefined;
  const person = unasked(memory, memory.descriptions[around.clique[0]!]!);
  if (!person || !memory.cliques.admit(no, around.clique)) return undefined;
  effort.largestComponent = Math.max(effort.largestComponent, around.clique.length);
  return person;
}

/** Of these records, if nobody is asked about that person. */
function unasked(memory: Memory, { records }: Description): Person | undefined {
  const person = memory.persons.get(records[0]?.personId ?? '');
  return person && memory.reviews.about([person.id]).length === 0 ? person : undefined;
}

/** Whom its edges lead to: nobody, or one clique, to which an edge that counts must lead. */
function neighbours(memory: Memory, no: number): { areNone: boolean; clique?: Clique | undefined } {
  let clique: Clique | undefined;
  let areNone = true;
  let isOneClique = true;
  let isReached = false;
  memory.edges.forEach(no, (other, weight) => {
    if (!isLive(memory.descriptions[other]!)) return;
    const own = memory.cliques.of(other);
    isOneClique &&= own !== undefined && (areNone || own === clique);
    isReached ||= weight >= memory.model.thresholds.edge;
    areNone = false;
    clique = own;
  });
  return { areNone, clique: isOneClique && isReached ? clique : undefined };
}
