import type { Versioning } from '../source.js';

export type State = 'valid' | 'voided' | 'sealed' | 'tombstone';

/** What is held of one key before a row arrives. */
export interface Held {
  readonly recordVersion: number;
  readonly sourceVersion: string | null;
  readonly contentHash: string;
  readonly state: State;
  /** Others have heard of the key. */
  readonly isAnnounced: boolean;
  /** Source version → content hash of what was held before, history included. */
  readonly earlier: ReadonlyMap<string, string>;
}

export interface Arriving {
  readonly sourceVersion: string | null;
  readonly contentHash: string;
  readonly isVoid: boolean;
  readonly isSealed: boolean;
}

export type Outcome = 'recorded' | 'corrected' | 'voided' | 'duplicate' | 'history' | 'conflict';
export type Announcement = 'present' | 'withdrawn' | 'none';

export interface Step {
  readonly outcome: Outcome;
  readonly held: Held | undefined;
  readonly announcement: Announcement;
}

/** Identity is key, source version and content hash: sending anything again, in any order, changes nothing. */
export function arrive(
  held: Held | undefined,
  arriving: Arriving,
  versioning: Versioning,
): Step & { readonly held: Held } {
  const outcome = outcomeOf(held, arriving, versioning);
  const { sourceVersion, contentHash } = arriving;
  if (held && outcome === 'history') {
    return { outcome, held: remembering(held, sourceVersion, contentHash), announcement: 'none' };
  }
  if (held && (outcome === 'duplicate' || outcome === 'conflict')) {
    return { outcome, held, announcement: 'none' };
  }
  const state = stateAfter(held, arriving);
  const announcement = announcementOf(held, state);
  const before = held ? remembering(held, held.sourceVersion, held.contentHash) : undefined;
  return {
    outcome,
    announcement,
    held: {
      recordVersion: (held?.recordVersion ?? 0) + 1,
      sourceVersion,
      contentHash,
      state,
      isAnnounced: (held?.isAnnounced ?? false) || announcement !== 'none',
      earlier: before?.earlier ?? new Map(),
    },
  };
}

function outcomeOf(
  held: Held | undefined,
  { sourceVersion, contentHash, isVoid }: Arriving,
  versioning: Versioning,
): Outcome {
  const applied = isVoid ? 'voided' : 'corrected';
  if (!held) return isVoid ? 'voided' : 'recorded';
  if (versioning === 'none' || sourceVersion === null || held.sourceVersion === null) {
    return contentHash === held.contentHash ? 'duplicate' : applied;
  }
  const known =
    sourceVersion === held.sourceVersion ? held.contentHash : held.earlier.get(sourceVersion);
  if (known !== undefined) return known === contentHash ? 'duplicate' : 'conflict';
  return compareVersions(versioning, sourceVersion, held.sourceVersion) < 0 ? 'history' : applied;
}

function stateAfter(held: Held | undefined, { isVoid, isSealed }: Arriving): State {
  if (!isVoid) return isSealed ? 'sealed' : 'valid';
  return held === undefined || held.state === 'tombstone' ? 'tombstone' : 'voided';
}

/** What nobody has heard of is not withdrawn: that would betray it. */
function announcementOf(held: Held | undefined, state: State): Announcement {
  if (state === 'valid') return 'present';
  return held?.isAnnounced ? 'withdrawn' : 'none';
}

const remembering = (held: Held, sourceVersion: string | null, contentHash: string): Held =>
  sourceVersion === null
    ? held
    : { ...held, earlier: new Map(held.earlier).set(sourceVersion, contentHash) };

export function compareVersions(versioning: Versioning, one: string, other: string): number {
  if (one === other) return 0;
  if (versioning === 'number') return BigInt(one) < BigInt(other) ? -1 : 1;
  return Date.parse(one) - Date.parse(other);
}

/** Several rows of one key at once are applied in the order of their versions; without versions, as they came. */
export function inVersionOrder<R extends Pick<Arriving, 'sourceVersion'>>(
  rows: readonly R[],
  versioning: Versioning,
): R[] {
  if (versioning === 'none') return [...rows];
  return rows.toSorted((one, other) =>
    compareVersions(versioning, one.sourceVersion ?? '0', other.sourceVersion ?? '0'),
  );
}
