import { cluster } from '../clustering/cluster.js';
import type { Component, Edge, Member } from '../clustering/component.js';
import { thinned } from '../clustering/thinned.js';
import { shared } from '../matching/arrays.js';
import type { Scorer } from '../matching/score.js';
import type { Groups } from './components.js';
import { type Crew, type Task } from './crew.js';
import type { Members } from './members.js';
import { scorerFrom, type ScoringParts } from './scoring.js';

/** Members of each person, one behind the other. */
export interface Clusters {
  /** First of each person's members; one more than there are persons. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** 1 where a member's link is beyond doubt. */
  readonly isCore: Uint8Array;
}

interface Order {
  readonly scoring: ScoringParts;
  readonly members: Pick<Members, 'numbers' | 'firstRecords'>;
  readonly groups: Groups;
  readonly from: number;
  readonly to: number;
  /** Every so manieth group alone. */
  readonly every: number;
}

/** Persons within groups, each group by itself, in the order of the groups. */
export function clusterGroups(
  groups: Groups,
  { numbers, firstRecords }: Members,
  scoring: ScoringParts,
  { crew, every = 1 }: { readonly crew: Crew; readonly every?: number },
): Clusters[] {
  const { starts, members, edgeStarts, edges } = groups;
  const order = {
    scoring,
    members: { numbers: shared(numbers), firstRecords: shared(firstRecords) },
    groups: {
      starts: shared(starts),
      members: shared(members),
      edgeStarts: shared(edgeStarts),
      edges: { a: shared(edges.a), b: shared(edges.b), weights: shared(edges.weights) },
    },
    every,
  };
  return crew.all(
    clusterRange,
    rangesByEdges(edgeStarts, crew.size).map((range) => ({ ...order, ...range })),
  );
}

export const clusterRange: Task<Order, Clusters> = {
  module: import.meta.url,
  name: 'clusterRange',
  run: ({ scoring, members, groups, from, to, every }) => {
    const scorer = scorerFrom(scoring);
    const persons: { members: number[]; core: ReadonlySet<number> }[] = [];
    for (let group = from + ((every - (from % every)) % every); group < to; group += every) {
      persons.push(...personsOf(componentOf(groups, group, members), members, scorer));
    }
    const starts = Int32Array.from(startsOf(persons.map((person) => person.members.length)));
    return {
      starts,
      members: Int32Array.from(persons.flatMap((person) => person.members)),
      isCore: Uint8Array.from(
        persons.flatMap((person) => person.members.map((no) => Number(person.core.has(no)))),
      ),
    };
  },
};

/** Ranges of groups with about as many edges each. */
function rangesByEdges(edgeStarts: Int32Array, size: number) {
  const groups = edgeStarts.length - 1;
  const total = edgeStarts.at(-1)!;
  const edge = (part: number) => {
    if (part === size) return groups;
    let [low, high] = [0, groups];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edgeStarts[middle]! < (total * part) / size) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return Array.from({ length: size }, (_, part) => ({ from: edge(part), to: edge(part + 1) }));
}

function startsOf(lengths: readonly number[]): number[] {
  const starts = [0];
  for (const length of lengths) starts.push(starts.at(-1)! + length);
  return starts;
}

function componentOf(
  { starts, members, edgeStarts, edges }: Groups,
  group: number,
  { firstRecords }: Order['members'],
): Component {
  const all: Member[] = [];
  for (let at = starts[group]!; at < starts[group + 1]!; at += 1) {
    const no = members[at]!;
    all.push({ no, key: keyOf(firstRecords[no]!), isUnlinkable: false });
  }
  const between: Edge[] = [];
  for (let at = edgeStarts[group]!; at < edgeStarts[group + 1]!; at += 1) {
    between.push({ a: edges.a[at]!, b: edges.b[at]!, weight: edges.weights[at]! });
  }
  return { members: all, edges: between, statements: { same: [], different: [] } };
}

/** Records stand in the order of their keys: the place says as much. */
const keyOf = (record: number) => String.fromCharCode(32 + (record >>> 16), record & 0xffff);

function personsOf(component: Component, { numbers }: Order['members'], scorer: Scorer) {
  return thinned(component, scorer.model.thresholds).flatMap((part) => {
    const noAt = (place: number) => part.members[place]!.no;
    const weigh = (a: number, b: number) => scorer.score(numbers[noAt(a)]!, numbers[noAt(b)]!);
    return cluster(part, scorer.model, weigh).clusters.map(({ members, core }) => ({
      members: members.map(noAt),
      core: new Set([...core].map(noAt)),
    }));
  });
}
