import { cluster } from '../clustering/cluster.js';
import type { Component, Edge, Member, Weigh } from '../clustering/component.js';
import type { Model } from '../matching/model.js';

export interface Edges {
  readonly size: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weights: Int32Array;
}

export interface Grouped {
  /** Component members, by their numbers. */
  readonly nos: Int32Array;
  readonly edges: Edge[];
}

/** Descriptions that hang together by edges, alone ones left out. */
export function componentsOf(count: number, { size, a, b, weights }: Edges): Grouped[] {
  const parents = Int32Array.from({ length: count }, (_, at) => at);
  const rootOf = (at: number) => {
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  for (let at = 0; at < size; at += 1) {
    const [one, other] = [rootOf(a[at]!), rootOf(b[at]!)];
    if (one !== other) parents[Math.max(one, other)] = Math.min(one, other);
  }
  const sizes = new Int32Array(count);
  for (let no = 0; no < count; no += 1) sizes[rootOf(no)]! += 1;
  const groups = new Map<number, { nos: number[]; edges: Edge[] }>();
  const places = new Int32Array(count);
  for (let no = 0; no < count; no += 1) {
    const root = rootOf(no);
    if (sizes[root]! < 2) continue;
    let group = groups.get(root);
    if (!group) groups.set(root, (group = { nos: [], edges: [] }));
    places[no] = group.nos.length;
    group.nos.push(no);
  }
  for (let at = 0; at < size; at += 1) {
    const group = groups.get(rootOf(a[at]!))!;
    group.edges.push({ a: places[a[at]!]!, b: places[b[at]!]!, weight: weights[at]! });
  }
  return [...groups.values()].map(({ nos, edges }) => ({ nos: Int32Array.from(nos), edges }));
}

/** Partition of one component: its clusters by numbers of descriptions. */
export function clustersOf(
  { nos, edges }: Grouped,
  model: Model,
  keyOf: (no: number) => string,
  isUnlinkable: (no: number) => boolean,
  weighNos: (a: number, b: number) => { weight: number; pattern: number },
): { members: number[]; core: ReadonlySet<number> }[] {
  const members: Member[] = Array.from(nos, (no) => ({
    no,
    key: keyOf(no),
    isUnlinkable: isUnlinkable(no),
  }));
  const component: Component = { members, edges, statements: { same: [], different: [] } };
  const weigh: Weigh = (a, b) => weighNos(nos[a]!, nos[b]!);
  return cluster(component, model, weigh).clusters.map(({ members: places, core }) => ({
    members: places.map((place) => nos[place]!),
    core: new Set([...core].map((place) => nos[place]!)),
  }));
}
