import { joined, shared } from '../matching/arrays.js';
import type { KeyGroups } from './key-groups.js';

export interface IndexParts {
  /** First group of each description, among all that its keys make. */
  readonly starts: Int32Array;
  readonly groups: Int32Array;
  readonly groupStarts: Int32Array;
  readonly members: Int32Array;
}

/** Candidate search over descriptions that are all known: the same pairs as the live index finds one by one. */
export class StaticIndex {
  private readonly seen: Int32Array;

  constructor(private readonly parts: IndexParts) {
    this.seen = new Int32Array(parts.starts.length).fill(-1);
  }

  /** Descriptions before this one that share a key with it, each once. */
  forEachBefore(no: number, visit: (other: number) => void): void {
    const { seen } = this;
    const { starts, groups, groupStarts, members } = this.parts;
    for (let slot = starts[no]!; slot < starts[no + 1]!; slot += 1) {
      const group = groups[slot]!;
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

/** Of so many descriptions, brought together by their keys: plain data in shared memory. */
export function indexOf(count: number, parts: readonly KeyGroups[]): IndexParts {
  const members = shared(joined(parts.map((part) => part.members)));
  const groupStarts = shared(joinedStarts(parts.map((part) => part.starts)));
  const starts = new Int32Array(count + 1);
  for (const member of members) starts[member + 1]! += 1;
  for (let no = 0; no < count; no += 1) starts[no + 1]! += starts[no]!;
  const groups = shared(new Int32Array(members.length));
  const next = starts.slice();
  for (let group = 0; group + 1 < groupStarts.length; group += 1) {
    for (let at = groupStarts[group]!; at < groupStarts[group + 1]!; at += 1) {
      const member = members[at]!;
      groups[next[member]!] = group;
      next[member]! += 1;
    }
  }
  return { starts: shared(starts), groups, groupStarts, members };
}

/** Starts of parts that stand one behind the other. */
function joinedStarts(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length - 1, 1));
  let [groups, members] = [0, 0];
  for (const starts of parts) {
    for (let at = 0; at < starts.length; at += 1) all[groups + at] = members + starts[at]!;
    groups += starts.length - 1;
    members += starts.at(-1)!;
  }
  return all;
}
