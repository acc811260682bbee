/** Scored pairs above the edge threshold, in typed arrays; members are places in a population. */
export interface Edges {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weights: Int32Array;
}

/** Members that hang together, group behind group, and the edges among them. */
export interface Groups {
  /** First of each group's members; one more than there are groups. */
  readonly starts: Int32Array;
  /** Ascending within a group. */
  readonly members: Int32Array;
  readonly edgeStarts: Int32Array;
  /** Edges by places within their group. */
  readonly edges: Edges;
}

/** Members that hang together by edges; who has none is left out. */
export function groupsOf(count: number, { a, b, weights }: Edges): Groups {
  const roots = rootsOf(count, a, b);
  const groupOf = new Int32Array(count).fill(-1);
  for (const root of roots) groupOf[root]! -= 1;
  let size = 0;
  for (let no = 0; no < count; no += 1) {
    if (roots[no] !== no) continue;
    groupOf[no] = groupOf[no]! < -2 ? size : -1;
    if (groupOf[no] !== -1) size += 1;
  }
  for (let no = 0; no < count; no += 1) groupOf[no] = groupOf[roots[no]!]!;

  const { starts, order: members, places } = grouped(size, groupOf);
  const { starts: edgeStarts, order } = grouped(
    size,
    a.map((no) => groupOf[no]!),
  );
  const edges = {
    a: order.map((at) => places[a[at]!]!),
    b: order.map((at) => places[b[at]!]!),
    weights: order.map((at) => weights[at]!),
  };
  return { starts, members, edgeStarts, edges };
}

/** Things by their group, in their order, and the place of each within its group; −1 belongs to none. */
function grouped(size: number, groupOf: Int32Array) {
  const starts = new Int32Array(size + 1);
  for (const group of groupOf) if (group >= 0) starts[group + 1]! += 1;
  for (let group = 0; group < size; group += 1) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const order = new Int32Array(starts[size]!);
  const places = new Int32Array(groupOf.length);
  for (let no = 0; no < groupOf.length; no += 1) {
    const group = groupOf[no]!;
    if (group < 0) continue;
    order[next[group]!] = no;
    places[no] = next[group]! - starts[group]!;
    next[group]! += 1;
  }
  return { starts, order, places };
}

function rootsOf(count: number, a: Int32Array, b: Int32Array): Int32Array {
  const parents = Int32Array.from({ length: count }, (_, at) => at);
  const rootOf = (start: number) => {
    let at = start;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]!]!;
      at = parents[at]!;
    }
    return at;
  };
  for (let at = 0; at < a.length; at += 1) {
    const [one, other] = [rootOf(a[at]!), rootOf(b[at]!)];
    if (one !== other) parents[Math.max(one, other)] = Math.min(one, other);
  }
  for (let no = 0; no < count; no += 1) parents[no] = rootOf(no);
  return parents;
}
