import { cluster } from '../clustering/cluster.js';
import type { Cluster, Component } from '../clustering/component.js';
import type { Group } from '../persons/assign-ids.js';
import type { Person } from '../persons/person.js';
import type { Unanswered } from '../review/questions.js';
import type { Changes } from './changes.js';
import type { Description, LinkedRecord, Memory } from './memory.js';

/** A new group of records, and which of them are beyond doubt. */
export interface Grouping extends Group {
  readonly confirmed: readonly LinkedRecord[];
  readonly probable: readonly LinkedRecord[];
  readonly descriptions: readonly Description[];
}

export interface Part {
  readonly groups: readonly Grouping[];
  readonly unanswered: readonly Unanswered[];
}

/** A component as it clusters now: its groups with what they may claim of persons, and what is left to ask. */
export function partOf(memory: Memory, component: Component, { effort }: Changes): Part {
  const { members } = component;
  const weigh = (a: number, b: number) => memory.pairs.of(members[a]!.no, members[b]!.no);
  const at = (place: number) => memory.descriptions[members[place]!.no]!;
  const { clusters, questions, refusals } = cluster(component, memory.model, weigh);
  effort.largestComponent = Math.max(effort.largestComponent, members.length);
  for (const { guard } of refusals)
    effort.refusals.set(guard, (effort.refusals.get(guard) ?? 0) + 1);
  memory.cliques.note(
    members.map(({ no }) => no),
    isOnePerson(component, clusters),
  );
  const groups = clusters.map(({ members: places, core }): Grouping => {
    const [confirmed, probable]: [LinkedRecord[], LinkedRecord[]] = [[], []];
    for (const place of places) {
      const side = core.has(place) ? confirmed : probable;
      for (const record of at(place).records) side.push(record);
    }
    return {
      key: members[places[0]!]!.key,
      ...claimsOf(memory, confirmed.concat(probable)),
      confirmed,
      probable,
      descriptions: places.map(at),
    };
  });
  const unanswered = questions.map(({ kind, a, b }) => ({ kind, a: at(a), b: at(b) }));
  return { groups, unanswered };
}

/** By what its members say alone, and all of them confirmed. */
function isOnePerson(
  { members, statements: { same, different }, isCut }: Component,
  [first]: readonly Cluster[],
): boolean {
  const isUnsaid = same.length === 0 && different.length === 0;
  return !isCut && isUnsaid && first?.core.size === members.length;
}

function claimsOf(memory: Memory, records: readonly LinkedRecord[]): Omit<Group, 'key'> {
  const numbers = new Set<number>();
  const [shares, former, dormant] = [new Map(), new Map(), new Map()] as Map<Person, number>[];
  const count = (counts: Map<Person, number>, id: string | null) => {
    const person = id === null ? undefined : memory.persons.get(id);
    if (person) counts.set(person, (counts.get(person) ?? 0) + 1);
  };
  for (const { no, personId, formerPersonId } of records) {
    numbers.add(no);
    count(shares!, personId);
    count(former!, personId);
    if (formerPersonId !== personId) count(former!, formerPersonId);
    for (const id of memory.dormant.get(no) ?? []) count(dormant!, id);
  }
  return { records: numbers, shares: shares!, former: former!, dormant: dormant! };
}
