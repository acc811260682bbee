import type { Description, LinkedRecord, Memory } from '../resolution/memory.js';
import { priorityOf } from './priority.js';
import { pairKey, REVIEW_KINDS, type Asked, type ReviewKind } from './review-task.js';
import { Settled, type PersonNow } from './settled.js';
import { compareText } from '../in-order.js';

/** A question as it is put: of two descriptions that have an owner now. */
export interface Put {
  readonly kind: ReviewKind;
  readonly a: Description;
  readonly b: Description;
  readonly weight: number;
}

/**
 * What is asked of each pair of persons, unless a person has answered it: the gravest question, then the likeliest,
 * then the first by record keys. The order in which questions are put changes nothing.
 */
export class QuestionBook {
  private readonly byPair = new Map<string, Asked>();
  private readonly settled: Settled;

  constructor(
    private readonly memory: Memory,
    persons: readonly PersonNow[],
  ) {
    this.settled = new Settled(memory, persons);
  }

  put({ kind, a, b, weight }: Put): void {
    const [one, other] = inOrder(firstRecord(a), firstRecord(b));
    const [low, high] = [one.personId, other.personId];
    if (low === null || high === null) return;
    if (kind !== 'judgement-conflict' && this.settled.has(a, b)) return;

    const isOnePerson = low === high;
    const moving = isOnePerson
      ? Math.min(a.records.length, b.records.length)
      : Math.min(this.sizeOf(low), this.sizeOf(high));
    const priority = priorityOf({ kind, weight, isOnePerson }, moving);
    const asked: Asked = { kind, a: one, b: other, low, high, weight, priority };
    const key = pairKey(low, high);
    const known = this.byPair.get(key);
    if (!known || compareAsked(asked, known) < 0) this.byPair.set(key, asked);
  }

  of(low: string, high: string): Asked | undefined {
    return this.byPair.get(pairKey(low, high));
  }

  /** All questions, in an order of their own. */
  all(): Asked[] {
    return [...this.byPair].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, asked]) => asked);
  }

  private sizeOf(personId: string): number {
    return this.memory.persons.get(personId)?.recordCount ?? 0;
  }
}

/** The record with the smallest key stands for its description. */
export function firstRecord({ records }: Description): LinkedRecord {
  return records.reduce((first, record) => (record.key < first.key ? record : first));
}

/** By person id; two records of one person by key. */
export function inOrder(one: LinkedRecord, other: LinkedRecord): [LinkedRecord, LinkedRecord] {
  const [left, right] = [one.personId ?? '', other.personId ?? ''];
  if (left !== right) return left < right ? [one, other] : [other, one];
  return one.key < other.key ? [one, other] : [other, one];
}

function compareAsked(one: Asked, other: Asked): number {
  return (
    REVIEW_KINDS.indexOf(one.kind) - REVIEW_KINDS.indexOf(other.kind) ||
    other.weight - one.weight ||
    compareText(one.a.key, other.a.key) ||
    compareText(one.b.key, other.b.key)
  );
}
