import type { Confidence } from '@continuum/contracts';
import type { Changes } from '../resolution/changes.js';
import type { Judgement } from '../resolution/command.js';
import type { LinkedRecord, Memory } from '../resolution/memory.js';
import { casesOf, type Case } from './cases.js';

const LARGEST = 10;

/** Where each record was before anything was regrouped. */
export type Standing = ReadonlyMap<
  string,
  { readonly personId: string | null; readonly confidence: Confidence }
>;

/** How many of each there are. */
export interface Figures {
  readonly records: number;
  readonly personsBefore: number;
  readonly personsAfter: number;
  /** Persons who hold the same records as before. */
  readonly personsUnchanged: number;
  readonly personsMerged: number;
  readonly personsSplit: number;
  readonly recordsMoved: number;
  /** Of records that stay with their person. */
  readonly nowConfirmed: number;
  readonly nowProbable: number;
  /** Judgements that the new weights speak against and the former ones did not. */
  readonly judgementsContradicted: number;
}

/** What another model would change. */
export interface Report {
  readonly figures: Figures;
  readonly largest: readonly { readonly personId: string; readonly records: number }[];
  readonly contradicted: readonly string[];
  readonly cases: readonly Case[];
}

export function standingOf(memory: Memory): Standing {
  return new Map(
    [...memory.records.values()].map(({ key, personId, confidence }) => [
      key,
      { personId, confidence },
    ]),
  );
}

/**
 * @param kept under the model in force
 * @param anew the same under another, regrouped
 * @param changes all that the regrouping did
 */
export function compare(kept: Memory, anew: Memory, changes: Changes): Report {
  const before = standingOf(kept);
  const linked = [...anew.records.values()].filter(({ personId }) => personId !== null);
  const moved = linked.filter(({ key, personId }) => before.get(key)?.personId !== personId);
  const movedKeys = new Set(moved.map(({ key }) => key));
  const turned = linked.filter(
    ({ key, confidence }) => !movedKeys.has(key) && before.get(key)?.confidence !== confidence,
  );
  const touched = new Set(
    moved.flatMap(({ key, personId }) => [personId, before.get(key)?.personId ?? null]),
  );
  const [former, present] = [kept, anew].map((memory) => personsIn(memory));
  const nowConfirmed = turned.filter(({ confidence }) => confidence === 'confirmed').length;
  const contradicted = contradictedIn(anew).filter((id) => !contradictedIn(kept).includes(id));
  return {
    figures: {
      records: linked.length,
      personsBefore: former!.size,
      personsAfter: present!.size,
      personsUnchanged: [...present!.keys()].filter((id) => !touched.has(id)).length,
      personsMerged: changes.merges.length,
      personsSplit: changes.splits.length,
      recordsMoved: moved.length,
      nowConfirmed,
      nowProbable: turned.length - nowConfirmed,
      judgementsContradicted: contradicted.length,
    },
    largest: [...present!]
      .sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
      .slice(0, LARGEST)
      .map(([personId, { length: records }]) => ({ personId, records })),
    contradicted,
    cases: casesOf(kept, anew, moved),
  };
}

function personsIn({ records }: Memory): Map<string, LinkedRecord[]> {
  const linked = [...records.values()].filter(({ personId }) => personId !== null);
  return Map.groupBy(linked, ({ personId }) => personId!);
}

/** Judgements whose records weigh otherwise than people said. */
function contradictedIn(memory: Memory): string[] {
  return [...memory.judgements.values()]
    .filter((judgement) => isContradicted(memory, judgement))
    .map(({ judgementId }) => judgementId)
    .sort();
}

function isContradicted(memory: Memory, { verdict, left, right }: Judgement): boolean {
  if (verdict === 'unsure') return false;
  const nosOf = (keys: readonly string[]) =>
    keys.flatMap((key) => memory.records.get(key)?.description?.no ?? []);
  const weights = nosOf(left).flatMap((a) =>
    nosOf(right)
      .filter((b) => a !== b)
      .map((b) => memory.score(a, b).weight),
  );
  if (weights.length === 0) return false;
  const isAnEdge = Math.max(...weights) >= memory.model.thresholds.edge;
  return isAnEdge !== (verdict === 'same');
}
