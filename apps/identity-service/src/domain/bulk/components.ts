import type { Edge } from '../clustering/component.js';

/** Scored pairs above the edge threshold, in typed arrays; members are places in a population. */
export interface Edges {
  readonly size: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weights: Int32Array;
}

/** Members that hang together, ascending, and the edges among them by place in the group. */
export interface Group {
  readonly members: readonly number[];
  readonly edges: readonly Edge[];
}

/** Members that hang together by edges; who has none is left out. */
export function groupsOf(count: number, { size, a, b, weights }: Edges): Group[] {
  const roots = rootsOf(count, size, a, b);
  const sizes = new Int32Array(count);
  for (let no = 0; no < count; no += 1) sizes[roots[no]!]! += 1;
  const groups: { members: number[]; edges: Edge[] }[] = [];
  const groupOf = new Int32Array(count).fill(-1);
  const places = new Int32Array(count);
  for (let no = 0; no < count; no += 1) {
    const root = roots[no]!;
    if (sizes[root]! < 2) continue;
    if (groupOf[root] === -1) groupOf[root] = groups.push({ members: [], edges: [] }) - 1;
    const { members } = groups[groupOf[root]!]!;
    places[no] = members.push(no) - 1;
  }
  for (let at = 0; at < size; at += 1) {
    const [from, to] = [a[at]!, b[at]!];
    const { edges } = groups[groupOf[roots[from]!]!]!;
    edges.push({ a: places[from]!, b: places[to]!, weight: weights[at]! });
  }
  return groups;
}

function rootsOf(count: number, size: number, a: Int32Array, b: Int32Array): Int32Array {
  const parents = Int32Array.from({ length: count }, (_, at) => at);
  const rootOf = (start: number) => {
    let at = start;
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
  return parents.map((_, at) => rootOf(at));
}
