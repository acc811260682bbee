import type { Features } from '../preparation/features.js';
import { isNamesakePattern } from '../matching/score.js';
import type { Changes } from './changes.js';
import type { Description, Memory } from './memory.js';

export interface Described {
  readonly recordKey: string;
  readonly features: Features;
  readonly hash: string;
}

/**
 * The description of a record. It is shared with all records of equal features, unless these say too little or a
 * person has said something about the record: then it stands alone.
 */
export function describe(
  memory: Memory,
  { recordKey, features, hash }: Described,
  changes: Changes,
): Description {
  const alone = `${hash}~${recordKey}`;
  const isJudged = memory.judged.has(recordKey);
  const isOwn = isJudged || features.isNameless;
  const known = memory.byHash.get(isOwn ? alone : hash) ?? memory.byHash.get(alone);
  if (known && (known.hash !== alone || isOwn || !memory.isTelling(known.no))) return known;

  const no = memory.book.add(features);
  const selfWeight = memory.score(no, no).weight;
  const isTelling = selfWeight >= memory.model.thresholds.edge;
  const description: Description = {
    no,
    hash: isOwn || !isTelling ? alone : hash,
    isUnlinkable: features.isNameless,
    records: [],
    isErased: false,
  };
  memory.register(description);
  changes.descriptions.push({ description, features, selfWeight });
  enterScored(memory, description, changes);
  return description;
}

/** Scores a description of the book against all that share a key with it, and lets later ones find it. */
export function enterScored(
  memory: Memory,
  { no, isUnlinkable }: Description,
  changes: Changes,
): void {
  if (isUnlinkable) return;
  const keys = memory.keysOf(no);
  scoreCandidates(memory, no, keys, changes);
  memory.index.add(no, keys);
}

function scoreCandidates(memory: Memory, no: number, keys: readonly number[], changes: Changes) {
  const { reviewFloor } = memory.model.thresholds;
  const candidates = memory.index.candidates(keys);
  changes.effort.candidates.push(candidates.length);
  for (const other of candidates) {
    const { isUnlinkable, isErased } = memory.descriptions[other]!;
    if (isUnlinkable || isErased) continue;
    const { weight, pattern } = memory.pairs.of(other, no);
    if (weight < reviewFloor && !isNamesakePattern(pattern)) continue;
    memory.edges.add(other, no, weight, pattern);
    changes.edges.push({ a: other, b: no, weight, pattern });
  }
}
