/** Records divided into parts, numbered from 0 in the order in which they first appear. */
export interface Partition {
  /** Part of each record. */
  readonly of: Int32Array;
  /** Records in each part. */
  readonly sizes: Int32Array;
}

/** Numbers any labels without gaps. */
export function partition(
  labels: Iterable<number | string> & { readonly length: number },
): Partition {
  const numbers = new Map<number | string, number>();
  const of = new Int32Array(labels.length);
  let at = 0;
  for (const label of labels) {
    let number = numbers.get(label);
    if (number === undefined) numbers.set(label, (number = numbers.size));
    of[at++] = number;
  }
  return { of, sizes: sizesOf(of, numbers.size) };
}

/** Records that are together in both. */
export function cross(a: Partition, b: Partition): Partition {
  const order = inOrder(a);
  const of = new Int32Array(order.length);
  // Part of the cross that holds part y of b within the part of a at hand.
  const cellOf = new Int32Array(b.sizes.length);
  const filledFor = new Int32Array(b.sizes.length).fill(-1);
  let cells = 0;
  for (const record of order) {
    const x = a.of[record] ?? 0;
    const y = b.of[record] ?? 0;
    if (filledFor[y] !== x) {
      filledFor[y] = x;
      cellOf[y] = cells++;
    }
    of[record] = cellOf[y] ?? 0;
  }
  return { of, sizes: sizesOf(of, cells) };
}

/** Pairs of records that are together. */
export function pairsIn({ sizes }: Partition): number {
  let pairs = 0;
  for (const size of sizes) pairs += (size * (size - 1)) / 2;
  return pairs;
}

/** Records part by part: counting sort. */
function inOrder({ of, sizes }: Partition): Int32Array {
  const next = new Int32Array(sizes.length);
  for (let part = 1; part < sizes.length; part += 1)
    next[part] = (next[part - 1] ?? 0) + (sizes[part - 1] ?? 0);
  const order = new Int32Array(of.length);
  of.forEach((part, record) => {
    const at = next[part] ?? 0;
    order[at] = record;
    next[part] = at + 1;
  });
  return order;
}

function sizesOf(of: Int32Array, parts: number): Int32Array {
  const sizes = new Int32Array(parts);
  for (const part of of) sizes[part] = (sizes[part] ?? 0) + 1;
  return sizes;
}
