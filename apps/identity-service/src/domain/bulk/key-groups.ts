import { grown, joined } from '../matching/arrays.js';
import { DescriptionBook, type BookParts } from '../matching/description-book.js';
import { Keys, limitOf } from '../matching/keys.js';
import type { Declared } from '../matching/model.js';
import { rangesOf, type Crew, type Task } from './crew.js';

const DIGITS = 11;
const RADIX = 1 << DIGITS;

/** Descriptions by key, one group behind the other: those that a key brings together. */
export interface KeyGroups {
  readonly starts: Int32Array;
  readonly members: Int32Array;
  /** Keys that more descriptions have than their limit: they bring nobody together. */
  readonly genericKeys: Int32Array;
}

/** How the keys of a book are made, and which of them count. */
export interface KeyRules {
  readonly declared: Declared;
  /** Whether single values make keys. */
  readonly hasWeak: boolean;
  /** Generic keys that are known already; none is found anew then. */
  readonly generic?: ReadonlySet<number>;
}

/** Groups of all descriptions, in as many parts as a crew has hands: each has a part of all keys. */
export function groupByKey(book: BookParts, rules: KeyRules, crew: Crew): KeyGroups[] {
  const ranges = rangesOf(book.starts.length, crew.size);
  const slots = crew.all(
    makeSlots,
    ranges.map((range) => ({ book, rules, parts: crew.size, ...range })),
  );
  return crew.all(
    makeGroups,
    ranges.map((_, part) => ({
      keys: joined(slots.map(({ keys }) => keys[part]!)),
      owners: joined(slots.map(({ owners }) => owners[part]!)),
      isLimited: rules.generic === undefined,
    })),
  );
}

interface SlotOrder {
  readonly book: BookParts;
  readonly rules: KeyRules;
  readonly parts: number;
  readonly from: number;
  readonly to: number;
}

/** Keys and who has them, by the parts of all keys. */
interface Slots {
  readonly keys: readonly Int32Array[];
  readonly owners: readonly Int32Array[];
}

export const makeSlots: Task<SlotOrder, Slots> = {
  module: import.meta.url,
  name: 'makeSlots',
  run: ({ book, rules: { declared, hasWeak, generic }, parts, from, to }) => {
    const keys = new Keys(DescriptionBook.from(book), declared, hasWeak);
    const lists = Array.from({ length: parts }, () => new SlotList());
    const own: number[] = [];
    for (let no = from; no < to; no += 1) {
      own.length = 0;
      for (const key of keys.of(no)) {
        if (own.includes(key) || generic?.has(key)) continue;
        own.push(key);
        lists[Math.floor(((key >>> 0) / 0x100000000) * parts)]!.add(key, no);
      }
    }
    const ended = lists.map((list) => list.end());
    return { keys: ended.map(({ keys }) => keys), owners: ended.map(({ owners }) => owners) };
  },
};

class SlotList {
  private keys = new Int32Array(1 << 14);
  private owners = new Int32Array(1 << 14);
  private size = 0;

  add(key: number, owner: number): void {
    this.keys = grown(this.keys, this.size + 1);
    this.owners = grown(this.owners, this.size + 1);
    this.keys[this.size] = key;
    this.owners[this.size] = owner;
    this.size += 1;
  }

  end() {
    return { keys: this.keys.slice(0, this.size), owners: this.owners.slice(0, this.size) };
  }
}

interface GroupOrder {
  readonly keys: Int32Array;
  readonly owners: Int32Array;
  readonly isLimited: boolean;
}

export const makeGroups: Task<GroupOrder, KeyGroups> = {
  module: import.meta.url,
  name: 'makeGroups',
  run: ({ keys, owners, isLimited }) =>
    groupsOf(keys, owners, isLimited ? limitOf : () => Infinity),
};

/** Owners by key; who is alone with a key is left out. Owners stand in ascending order within a key. */
export function groupsOf(
  unsorted: Int32Array,
  unsortedOwners: Int32Array,
  limit: (key: number) => number,
): KeyGroups {
  const { keys, owners } = sorted(unsorted, unsortedOwners);
  const starts: number[] = [0];
  const genericKeys: number[] = [];
  let used = 0;
  for (let from = 0; from < keys.length;) {
    const key = keys[from]!;
    let to = from + 1;
    while (to < keys.length && keys[to] === key) to += 1;
    if (to - from > limit(key)) genericKeys.push(key);
    else if (to - from > 1) {
      owners.copyWithin(used, from, to);
      used += to - from;
      starts.push(used);
    }
    from = to;
  }
  return {
    starts: Int32Array.from(starts),
    members: owners.slice(0, used),
    genericKeys: Int32Array.from(genericKeys),
  };
}

/** Keys ascending as bits, and their owners with them. */
function sorted(unsorted: Int32Array, unsortedOwners: Int32Array) {
  let [keys, owners] = [unsorted, unsortedOwners];
  let [otherKeys, otherOwners] = [new Int32Array(keys.length), new Int32Array(keys.length)];
  for (let shift = 0; shift < 32; shift += DIGITS) {
    const places = new Int32Array(RADIX + 1);
    for (const key of keys) places[((key >>> shift) & (RADIX - 1)) + 1]! += 1;
    for (let digit = 0; digit < RADIX; digit += 1) places[digit + 1]! += places[digit]!;
    for (let at = 0; at < keys.length; at += 1) {
      const key = keys[at]!;
      const digit = (key >>> shift) & (RADIX - 1);
      const place = places[digit]!;
      places[digit] = place + 1;
      otherKeys[place] = key;
      otherOwners[place] = owners[at]!;
    }
    const done = [otherKeys, otherOwners] as const;
    [otherKeys, otherOwners] =
      shift === 0
        ? [new Int32Array(keys.length), new Int32Array(keys.length)]
        : [keys as Int32Array<ArrayBuffer>, owners as Int32Array<ArrayBuffer>];
    [keys, owners] = done;
  }
  return { keys, owners };
}
