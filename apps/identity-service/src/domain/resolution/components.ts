import type { Component, Edge, Member } from '../clustering/component.js';
import { thinned } from '../clustering/thinned.js';
import { namedBy, type Description, type Memory } from './memory.js';

/** Descriptions that hang together with these by edges or by what people called the same. */
export function reach(memory: Memory, from: Iterable<Description>): Set<Description> {
  const reached = new Set<Description>();
  const open: Description[] = [];
  const visit = (description: Description | null | undefined) => {
    if (!description || reached.has(description) || !isLive(description)) return;
    reached.add(description);
    open.push(description);
  };
  for (const description of from) visit(description);
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

export const isLive = ({ records, isErased }: Description) => records.length > 0 && !isErased;

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
  const members = reached.map((description): Member => ({
    no: description.no,
    key: smallestKey(description),
    isUnlinkable: description.isUnlinkable,
  }));
  members.sort((a, b) => (a.key < b.key ? -1 : 1));
  const places = new Map<number, number>();
  for (const [place, { no }] of members.entries()) places.set(no, place);
  const edges: Edge[] = [];
  for (const [place, { no }] of members.entries()) {
    memory.edges.forEach(no, (other, weight) => {
      // Each is found from both its ends.
      if (other > no || weight < memory.model.thresholds.edge) return;
      const to = places.get(other);
      if (to !== undefined) edges.push({ a: place, b: to, weight });
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
