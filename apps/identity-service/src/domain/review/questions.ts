import type { QuestionKind } from '../clustering/component.js';
import { isNamesakePattern } from '../matching/score.js';
import type { Description, Memory } from '../resolution/memory.js';
import { firstRecord, QuestionBook } from './question-book.js';
import type { PersonNow } from './settled.js';

/** What clustering could not answer, by descriptions. */
export interface Unanswered {
  readonly kind: QuestionKind;
  readonly a: Description;
  readonly b: Description;
}

/**
 * Everything there is to ask about these persons and any other: what clustering left open, namesakes of one home, and
 * the nearest pair of two persons between the review floor and the edge threshold. A function of what is linked now.
 */
export function questionsAbout(
  memory: Memory,
  persons: readonly PersonNow[],
  unanswered: readonly Unanswered[],
): QuestionBook {
  const questions = new QuestionBook(memory, persons);
  for (const { kind, a, b } of unanswered) {
    questions.put({ kind, a, b, weight: memory.score(a.no, b.no).weight });
  }
  for (const person of persons) putOutside(memory, person, questions);
  return questions;
}

interface Near {
  readonly a: Description;
  readonly b: Description;
  readonly weight: number;
}

function putOutside(
  memory: Memory,
  { personId, descriptions }: PersonNow,
  questions: QuestionBook,
): void {
  const { edge, reviewFloor } = memory.model.thresholds;
  const nearest = new Map<string, Near>();
  for (const a of descriptions) {
    memory.edges.forEach(a.no, (other, weight, end) => {
      const b = memory.descriptions[other]!;
      const owner = ownerOf(b);
      if (owner === null || owner === personId) return;
      if (isNamesakePattern(memory.edges.patternAt(end)))
        questions.put({ kind: 'twins', a, b, weight });
      else keepNearest(nearest, owner, { a, b, weight });
    });
  }
  for (const near of nearest.values()) {
    if (near.weight < reviewFloor || near.weight >= edge) continue;
    questions.put({ kind: 'close-call', ...near });
  }
}

function ownerOf({ records, isErased, isUnlinkable }: Description): string | null {
  return isErased || isUnlinkable ? null : (records[0]?.personId ?? null);
}

/** Of equal weights the pair counts whose record keys come first, from whichever side one looks. */
function keepNearest(nearest: Map<string, Near>, owner: string, near: Near): void {
  const known = nearest.get(owner);
  if (!known || near.weight > known.weight) nearest.set(owner, near);
  else if (near.weight === known.weight && keysOf(near) < keysOf(known)) nearest.set(owner, near);
}

const keysOf = ({ a, b }: Near) => [firstRecord(a).key, firstRecord(b).key].sort().join('\n');
