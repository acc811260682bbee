import type { Outcome } from './versions.js';

export type Channel = 'single' | 'batch' | 'stream';

/** kind → outcome → rows; a row whose kind is not known counts under `unknown`. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;
export type RejectCounts = Readonly<Record<string, number>>;

export interface Receipt {
  readonly submissionId: string;
  readonly department: string;
  readonly source: string;
  readonly channel: Channel;
  readonly state: 'applying' | 'completed' | 'interrupted' | 'refused';
  readonly digest: string | null;
  readonly counts: Counts;
  /** Reject code → rows. */
  readonly rejects: RejectCounts;
  readonly committedLines: number;
  readonly receivedAt: string;
  readonly finishedAt: string | null;
}

/** What became of one row: told to the source, in its order. */
export interface RowResult {
  readonly recordId: string | null;
  readonly kind: string | null;
  readonly outcome: Exclude<Outcome, 'conflict'> | 'rejected';
  readonly recordVersion?: number;
  readonly errors?: readonly {
    readonly field: string;
    readonly code: string;
    readonly text: string;
  }[];
}

export function countsOf(results: readonly RowResult[], kinds: readonly string[]): Counts {
  const counts: Record<string, Record<string, number>> = {};
  for (const { kind, outcome } of results) {
    const known = kind !== null && kinds.includes(kind) ? kind : 'unknown';
    const ofKind = (counts[known] ??= {});
    ofKind[outcome] = (ofKind[outcome] ?? 0) + 1;
  }
  return counts;
}

/** A row counts once, under the first thing that was wrong with it. */
export function rejectCountsOf(results: readonly RowResult[]): RejectCounts {
  const counts: Record<string, number> = {};
  for (const { errors: [first] = [] } of results) {
    if (first) counts[first.code] = (counts[first.code] ?? 0) + 1;
  }
  return counts;
}

export const sumOf = (one: RejectCounts, other: RejectCounts): RejectCounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  );

export const sumOfCounts = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((kind) => [
      kind,
      sumOf(one[kind] ?? {}, other[kind] ?? {}),
    ]),
  );
