import type { Features } from '../preparation/features.js';
import { isNamesakePattern } from '../matching/score.js';
import type { Changes } from './changes.js';
import type { Description, Memory } from './memory.js';

export interface Described {
  readonly recordKey: string;
  readonly features: Features;
  readonly hash: string;
  readonly keys: readonly number[];
}

/**
 * The description of a record. It is shared with all records of equal features, unless these say too little or a
 * person has said something about the record: then it stands alone.
 */
export function describe(
  memory: Memory,
  { recordKey, features, hash, keys }: Described,
  changes: Changes,
): Description {
  const alone = `${hash}~${recordKey}`;
  const isJudged = memory.judged.has(recordKey);
  const known =
    memory.byHash.get(isJudged || features.isNameless ? alone : hash) ?? memory.byHash.get(alone);
  if (known && (known.hash !== alone || isJudged || known.isUnlinkable)) return known;

  const no = memory.book.add(features);
  const selfWeight = memory.score(no, no).weight;
  const isUnlinkable = features.isNameless || selfWeight < memory.model.thresholds.edge;
  const description: Description = {
    no,
    hash: isUnlinkable || isJudged ? alone : hash,
    isUnlinkable,
    records: [],
    isErased: false,
  };
  memory.register(description);
  const indexed = features.isNameless ? [] : keys;
  changes.descriptions.push({ description, features, keys: indexed, selfWeight });
  if (!isUnlinkable) scoreCandidates(memory, no, indexed, changes);
  memory.index.add(no, indexed);
  return description;
}

function scoreCandidates(memory: Memory, no: number, keys: readonly number[], changes: Changes) {
  const { reviewFloor } = memory.model.thresholds;
  for (const other of memory.index.candidates(keys)) {
    const { isUnlinkable, isErased } = memory.descriptions[other]!;
    if (isUnlinkable || isErased) continue;
    const { weight, pattern } = memory.score(other, no);
    if (weight < reviewFloor && !isNamesakePattern(pattern)) continue;
    memory.edges.add(other, no, weight, pattern);
    changes.edges.push({ a: other, b: no, weight, pattern });
  }
}
