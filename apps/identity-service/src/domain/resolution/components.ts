import type { Component, Edge, Member } from '../clustering/component.js';
import { namedBy, type Description, type Memory } from './memory.js';

const THINNING = 1_000;
/** Beyond any weight: what still hangs together then, people have called the same. */
const STRONGEST = 100_000;

/** Descriptions that hang together with these by edges or by what people called the same. */
export function reach(memory: Memory, from: Iterable<Description>): Set<Description> {
  const reached = new Set<Description>();
  const open = [...from].filter(isLive);
  for (const description of open) reached.add(description);
  const visit = (description: Description | null | undefined) => {
    if (!description || !isLive(description) || reached.has(description)) return;
    reached.add(description);
    open.push(description);
  };
  for (let current = open.pop(); current; current = open.pop()) {
    memory.edges.forEach(current.no, (other, weight) => {
      if (weight >= memory.model.thresholds.edge) visit(memory.descriptions[other]);
    });
    for (const record of sameAs(memory, current)) visit(memory.records.get(record)?.description);
  }
  return reached;
}

/** The components that these descriptions fall into, over-large ones thinned until they fall apart. */
export function componentsOf(memory: Memory, from: Iterable<Description>): Component[] {
  const left = new Set([...from].filter(isLive));
  const components: Component[] = [];
  for (const start of left) {
    if (!left.has(start)) continue;
    const reached = [...reach(memory, [start])];
    for (const description of reached) left.delete(description);
    components.push(...thinned(componentFrom(memory, reached), memory.model.thresholds));
  }
  return components;
}

const isLive = ({ records, isErased }: Description) => records.length > 0 && !isErased;

function sameAs(memory: Memory, { records }: Description): string[] {
  if (memory.judged.size === 0) return [];
  return records.flatMap(({ key }) =>
    [...(memory.judged.get(key) ?? [])].flatMap((id) => {
      const judgement = memory.judgements.get(id);
      return judgement?.verdict === 'same' ? namedBy(judgement) : [];
    }),
  );
}

function componentFrom(memory: Memory, reached: readonly Description[]): Component {
  const members = reached
    .map((description): Member => ({
      no: description.no,
      key: smallestKey(description),
      isUnlinkable: description.isUnlinkable,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const places = new Map(members.map(({ no }, place) => [no, place]));
  const edges: Edge[] = [];
  for (const [place, { no }] of members.entries()) {
    memory.edges.forEach(no, (other, weight) => {
      const to = places.get(other);
      if (to !== undefined && place < to && weight >= memory.model.thresholds.edge) {
        edges.push({ a: place, b: to, weight });
      }
    });
  }
  return { members, edges, statements: statementsOf(memory, reached, places) };
}

export function smallestKey({ records }: Description): string {
  let smallest = records[0]!.key;
  for (const { key } of records) if (key < smallest) smallest = key;
  return smallest;
}

function statementsOf(
  memory: Memory,
  reached: readonly Description[],
  places: ReadonlyMap<number, number>,
): Component['statements'] {
  const named = memory.judged.size === 0 ? [] : reached.flatMap(({ records }) => records);
  const ids = new Set(named.flatMap(({ key }) => [...(memory.judged.get(key) ?? [])]));
  const placesOf = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const no = memory.records.get(key)?.description?.no;
      return no === undefined ? [] : (places.get(no) ?? []);
    });
  const judgements = [...ids].sort().flatMap((id) => memory.judgements.get(id) ?? []);
  return {
    same: judgements
      .filter(({ verdict }) => verdict === 'same')
      .map((judgement) => ({ id: judgement.judgementId, members: placesOf(namedBy(judgement)) }))
      .filter(({ members }) => members.length > 1),
    different: judgements
      .filter(({ verdict }) => verdict === 'different')
      .map(({ judgementId, left, right }) => ({
        id: judgementId,
        left: placesOf(left),
        right: placesOf(right),
      })),
  };
}

/** A component beyond the limit says that a key or a value is too common: only its stronger edges count. */
function thinned(
  component: Component,
  { edge, componentLimit }: Memory['model']['thresholds'],
): Component[] {
  let threshold = edge;
  let parts = [component];
  while (threshold < STRONGEST && parts.some(({ members }) => members.length > componentLimit)) {
    threshold += THINNING;
    parts = parts.flatMap((part) =>
      part.members.length > componentLimit ? partsAbove(part, threshold) : [part],
    );
  }
  return parts;
}

function partsAbove({ members, edges, statements }: Component, threshold: number): Component[] {
  const strong = edges.filter(({ weight }) => weight >= threshold);
  const groups = groupsOf(members.length, [
    ...strong.map(({ a, b }) => [a, b] as const),
    ...statements.same.flatMap(({ members: same }) =>
      same.map((place) => [same[0]!, place] as const),
    ),
  ]);
  return groups.map((group) => {
    const places = new Map(group.map((place, at) => [place, at]));
    const within = (all: readonly number[]) => all.flatMap((place) => places.get(place) ?? []);
    return {
      members: group.map((place) => members[place]!),
      edges: strong.flatMap(({ a, b, weight }) => {
        const [from, to] = [places.get(a), places.get(b)];
        return from === undefined || to === undefined ? [] : [{ a: from, b: to, weight }];
      }),
      statements: {
        same: statements.same
          .map(({ id, members: same }) => ({ id, members: within(same) }))
          .filter(({ members: same }) => same.length > 1),
        different: statements.different.map(({ id, left, right }) => ({
          id,
          left: within(left),
          right: within(right),
        })),
      },
    };
  });
}

function groupsOf(size: number, pairs: readonly (readonly [number, number])[]): number[][] {
  const neighbours: number[][] = Array.from({ length: size }, () => []);
  for (const [a, b] of pairs) {
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  const groupOf = new Int32Array(size).fill(-1);
  const groups: number[][] = [];
  for (let start = 0; start < size; start += 1) {
    if (groupOf[start] !== -1) continue;
    const group = [start];
    groupOf[start] = groups.length;
    for (const place of group) {
      for (const next of neighbours[place]!) {
        if (groupOf[next] !== -1) continue;
        groupOf[next] = groups.length;
        group.push(next);
      }
    }
    groups.push(group.sort((a, b) => a - b));
  }
  return groups;
}
