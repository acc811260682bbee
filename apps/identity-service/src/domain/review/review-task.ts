import type { QuestionKind } from '../clustering/component.js';
import type { LinkedRecord } from '../resolution/memory.js';

/** Kinds of questions, the gravest first: of several about one pair of persons it is the one that is asked. */
export const REVIEW_KINDS = [
  'judgement-conflict',
  'twins',
  'identifier-conflict',
  'oversize',
  'left-person',
  'close-call',
] as const satisfies readonly (QuestionKind | 'left-person')[];
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** `unsure` is asked again when the weight of the pair changes; `overtaken` is one that nobody had to answer. */
export const REVIEW_STATES = ['open', 'same', 'different', 'unsure', 'overtaken'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** What is asked now of two persons, or of one that may be two. */
export interface Asked {
  readonly kind: ReviewKind;
  /** The record that stands for the question on the side of the smaller person id. */
  readonly a: LinkedRecord;
  readonly b: LinkedRecord;
  readonly low: string;
  readonly high: string;
  /** Of the two records' descriptions, in 1/1000 bit. */
  readonly weight: number;
  /** Probability of error × records that would move, in thousandths. */
  readonly priority: number;
}

/** A question with its history: one per unordered pair of persons is open at most. */
export interface ReviewTask extends Asked {
  readonly id: string;
  readonly raisedStep: number;
  readonly state: ReviewState;
  /** What answered it; null while it is open. */
  readonly judgementId: string | null;
  readonly version: number;
  readonly changedStep: number;
}

/** What is told of a task, as it stood after the step. */
export interface ReviewNews {
  readonly is: 'raised' | 'resolved';
  readonly task: ReviewTask;
  readonly actorKind: string;
}

export const pairKey = (low: string, high: string) => `${low} ${high}`;
