import { DateLevel, IdentifierLevel, NameLevel } from '../matching/levels.js';
import type { Thresholds } from '../matching/model.js';
import { isNamesakePattern, levelIn } from '../matching/score.js';
import type { Guard, Weigh } from './component.js';

const RELATIVES_FROM = 3;
const COMPARABLE_FROM = 4;
const RELATIVES_SHARE = 0.8;

export interface Verdict {
  readonly guard?: Guard;
  readonly mean: number;
}

/** May these two clusters be one? The first guard that says no is named. */
export function judgeUnion(
  left: readonly number[],
  right: readonly number[],
  threshold: number,
  { thresholds, weigh, isApart, isTogether }: GuardContext,
): Verdict {
  const cross = left.flatMap((a) => right.map((b) => [a, b] as const));
  if (cross.some(([a, b]) => isApart(a, b))) return { guard: 'judgement', mean: 0 };

  const size = left.length + right.length;
  if (size > thresholds.sizeCap) return { guard: 'size', mean: 0 };

  const tally = tallyOf(cross, thresholds, weigh, isTogether);
  const mean = tally.sum / cross.length;
  if (tally.namesakes > 0) return { guard: 'namesake', mean };
  if (tally.contradicting > 0 && tally.identified === 0) return { guard: 'identifier', mean };
  if (mean < threshold) return { guard: 'mean', mean };
  const areGroups = left.length >= RELATIVES_FROM && right.length >= RELATIVES_FROM;
  return areGroups && areRelatives(tally) ? { guard: 'relatives', mean } : { mean };
}

export interface GuardContext {
  readonly thresholds: Thresholds;
  readonly weigh: Weigh;
  /** A judgement keeps the two apart. */
  readonly isApart: (a: number, b: number) => boolean;
  /** A judgement says the two are one. */
  readonly isTogether: (a: number, b: number) => boolean;
}

interface Tally {
  sum: number;
  namesakes: number;
  contradicting: number;
  identified: number;
  namesComparable: number;
  namesApart: number;
  datesComparable: number;
  datesApart: number;
}

function tallyOf(
  cross: readonly (readonly [number, number])[],
  { clampLow, clampHigh }: Thresholds,
  weigh: Weigh,
  isTogether: GuardContext['isTogether'],
): Tally {
  const tally: Tally = {
    sum: 0,
    namesakes: 0,
    contradicting: 0,
    identified: 0,
    namesComparable: 0,
    namesApart: 0,
    datesComparable: 0,
    datesApart: 0,
  };
  for (const [a, b] of cross) {
    const { weight, pattern } = weigh(a, b);
    tally.sum += Math.min(clampHigh, Math.max(clampLow, weight));
    if (isNamesakePattern(pattern) && !isTogether(a, b)) tally.namesakes += 1;
    countIdentifiers(levelIn(pattern, 'identifiers'), tally);
    countDisagreement(pattern, tally);
  }
  return tally;
}

function countIdentifiers(level: number, tally: Tally): void {
  if (level === 0) return;
  if (level >= IdentifierLevel.oneContradicts) tally.contradicting += 1;
  else tally.identified += 1;
}

/** Two whole people may share a town and a family name: given names and birth dates tell them apart. */
function countDisagreement(pattern: number, tally: Tally): void {
  const name = levelIn(pattern, 'name');
  const isOneWord = name >= NameLevel.oneWordFamily && name <= NameLevel.oneWordNone;
  if (name !== 0 && !isOneWord) {
    tally.namesComparable += 1;
    if (name === NameLevel.familyOnly || name === NameLevel.different) tally.namesApart += 1;
  }
  const date = levelIn(pattern, 'birthDate');
  if (date === 0) return;
  tally.datesComparable += 1;
  if (date >= DateLevel.withinFiveYears) tally.datesApart += 1;
}

function areRelatives(tally: Tally): boolean {
  return (
    tally.namesComparable >= COMPARABLE_FROM &&
    tally.datesComparable >= COMPARABLE_FROM &&
    tally.namesApart >= tally.namesComparable * RELATIVES_SHARE &&
    tally.datesApart >= tally.datesComparable * RELATIVES_SHARE
  );
}
