import { cluster } from '../clustering/cluster.js';
import { wrongReviews } from '../review/wrong-reviews.js';
import { Changes } from './changes.js';
import { componentsOf } from './components.js';
import { describe, type Described } from './describe.js';
import { Memory, type Engine, type LinkedRecord } from './memory.js';

/** Where the tables say something else than would come out if everything were linked anew. */
export interface Difference {
  readonly what: 'description' | 'person' | 'confidence' | 'review';
  readonly recordKey: string;
}

/** Links all present records of the kept memory again, from their features alone. */
export function differences(
  kept: Memory,
  engine: Engine,
  sources: Iterable<Described>,
): Difference[] {
  const anew = new Memory(engine);
  for (const judgement of kept.judgements.values()) anew.applyJudgement(judgement);
  const found: Difference[] = [];
  for (const source of sources) {
    const record = kept.records.get(source.recordKey);
    if (!record) continue;
    const description = describe(anew, source, new Changes());
    const again: LinkedRecord = { ...record, description };
    description.records.push(again);
    anew.addRecord(again);
    if (description.hash !== record.description?.hash) {
      found.push({ what: 'description', recordKey: record.key });
    }
  }
  const reviews = wrongReviews(kept).map((recordKey) => ({ what: 'review' as const, recordKey }));
  return [...found, ...wrongLinks(anew), ...reviews];
}

function wrongLinks(anew: Memory): Difference[] {
  const found: Difference[] = [];
  const bearers = new Map<string, number>();
  let group = 0;
  for (const component of componentsOf(anew, anew.descriptions)) {
    const { members } = component;
    const weigh = (a: number, b: number) => anew.pairs.of(members[a]!.no, members[b]!.no);
    for (const { members: places, core } of cluster(component, anew.model, weigh).clusters) {
      group += 1;
      for (const place of places) {
        const confidence = core.has(place) ? 'confirmed' : 'probable';
        for (const record of anew.descriptions[members[place]!.no]!.records) {
          found.push(
            ...wrongLink(record, { group, confidence, first: places[0]!, members, anew, bearers }),
          );
        }
      }
    }
  }
  return found;
}

interface Expected {
  readonly group: number;
  readonly confidence: LinkedRecord['confidence'];
  readonly first: number;
  readonly members: readonly { readonly no: number }[];
  readonly anew: Memory;
  /** Person id → the group that bears it. */
  readonly bearers: Map<string, number>;
}

function wrongLink(
  { key, personId, confidence }: LinkedRecord,
  { group, confidence: expected, first, members, anew, bearers }: Expected,
): Difference[] {
  const [founder] = anew.descriptions[members[first]!.no]!.records;
  if (personId === null || personId !== founder!.personId)
    return [{ what: 'person', recordKey: key }];
  const bearer = bearers.get(personId) ?? group;
  bearers.set(personId, bearer);
  if (bearer !== group) return [{ what: 'person', recordKey: key }];
  return confidence === expected ? [] : [{ what: 'confidence', recordKey: key }];
}
