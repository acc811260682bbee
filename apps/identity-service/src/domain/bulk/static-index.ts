const DIGITS = 11;
const RADIX = 1 << DIGITS;

/** Candidate search over descriptions that are all known: the same pairs as the live index finds one by one. */
export class StaticIndex {
  private constructor(
    private readonly slots: Pick<SlotTable, 'starts'>,
    private readonly groups: Groups,
    private readonly seen: Int32Array,
  ) {}

  /** Keys that more descriptions have than their limit: they bring nobody together. */
  get genericKeys(): ReadonlySet<number> {
    return this.groups.genericKeys;
  }

  /** @param limitOf more descriptions than this make a key generic: it is left out, and reported. */
  static of(
    count: number,
    keysOf: (no: number) => readonly number[],
    limitOf: (key: number) => number,
  ): StaticIndex {
    const slots = new SlotTable(count, keysOf);
    return new StaticIndex(slots, groupsOf(slots, limitOf), new Int32Array(count).fill(-1));
  }

  /** Descriptions before this one that share a key with it, each once. */
  forEachBefore(no: number, visit: (other: number) => void): void {
    const { seen } = this;
    const { starts } = this.slots;
    const { slotGroups, groupStarts, members } = this.groups;
    for (let slot = starts[no]!; slot < starts[no + 1]!; slot += 1) {
      const group = slotGroups[slot]!;
      if (group < 0) continue;
      for (let at = groupStarts[group]!; at < groupStarts[group + 1]!; at += 1) {
        const other = members[at]!;
        if (other >= no) break;
        if (seen[other] === no) continue;
        seen[other] = no;
        visit(other);
      }
    }
  }
}

/** Descriptions by key. */
interface Groups {
  /** Group of each slot of a description; −1 where nobody else has the key, or too many have. */
  readonly slotGroups: Int32Array;
  readonly groupStarts: Int32Array;
  readonly members: Int32Array;
  readonly genericKeys: ReadonlySet<number>;
}

function groupsOf({ keys, owners, size }: SlotTable, limitOf: (key: number) => number): Groups {
  const order = sortedOrder(keys, size);
  const slotGroups = new Int32Array(size).fill(-1);
  const members = new Int32Array(size);
  const groupStarts: number[] = [0];
  const genericKeys = new Set<number>();
  let used = 0;
  for (let from = 0; from < size;) {
    const key = keys[order[from]!]!;
    let to = from + 1;
    while (to < size && keys[order[to]!] === key) to += 1;
    if (to - from > limitOf(key)) genericKeys.add(key);
    else if (to - from > 1) {
      for (let at = from; at < to; at += 1) {
        slotGroups[order[at]!] = groupStarts.length - 1;
        members[used] = owners[order[at]!]!;
        used += 1;
      }
      groupStarts.push(used);
    }
    from = to;
  }
  return {
    slotGroups,
    groupStarts: Int32Array.from(groupStarts),
    members: members.slice(0, used),
    genericKeys,
  };
}

/** Keys of all descriptions, each once per description, in the order of their owners. */
class SlotTable {
  keys = new Int32Array(1 << 16);
  owners = new Int32Array(1 << 16);
  readonly starts: Int32Array;
  size = 0;

  constructor(count: number, keysOf: (no: number) => readonly number[]) {
    this.starts = new Int32Array(count + 1);
    for (let no = 0; no < count; no += 1) {
      const from = this.size;
      for (const key of keysOf(no)) this.add(key, no, from);
      this.starts[no + 1] = this.size;
    }
  }

  private add(key: number, no: number, from: number): void {
    for (let at = from; at < this.size; at += 1) if (this.keys[at] === key) return;
    if (this.size === this.keys.length) {
      this.keys = doubled(this.keys);
      this.owners = doubled(this.owners);
    }
    this.keys[this.size] = key;
    this.owners[this.size] = no;
    this.size += 1;
  }
}

/** Places in the order of their keys, and of themselves where keys are equal. */
function sortedOrder(keys: Int32Array, size: number): Int32Array {
  let order = Int32Array.from({ length: size }, (_, at) => at);
  let sorted = new Int32Array(size);
  for (let shift = 0; shift < 32; shift += DIGITS) {
    const counts = new Int32Array(RADIX + 1);
    for (let at = 0; at < size; at += 1) counts[((keys[at]! >>> shift) & (RADIX - 1)) + 1]! += 1;
    for (let digit = 0; digit < RADIX; digit += 1) counts[digit + 1]! += counts[digit]!;
    for (let at = 0; at < size; at += 1) {
      const place = order[at]!;
      const digit = (keys[place]! >>> shift) & (RADIX - 1);
      sorted[counts[digit]!] = place;
      counts[digit]! += 1;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
