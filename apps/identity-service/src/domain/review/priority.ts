import type { ReviewKind } from './review-task.js';

/** Probability that two descriptions are one person, from their weight in 1/1000 bit. */
export const probabilityOf = (weight: number): number => 1 / (1 + 2 ** (-weight / 1_000));

/** Expected error cost: probability of error × records that would move, in thousandths. */
export function priorityOf({ kind, weight, isOnePerson }: Doubt, moving: number): number {
  return Math.round(1_000 * errorOf({ kind, weight, isOnePerson }) * moving);
}

interface Doubt {
  readonly kind: ReviewKind;
  readonly weight: number;
  readonly isOnePerson: boolean;
}

/** Of two people who contradict each other one is wrong, whatever the features say. */
function errorOf({ kind, weight, isOnePerson }: Doubt): number {
  if (kind === 'judgement-conflict') return 0.5;
  return isOnePerson ? probabilityOf(-weight) : probabilityOf(weight);
}
