import {
  DateLevel,
  DepartmentLevel,
  givenIn,
  GivenLevel,
  IdentifierLevel,
  isGrid,
  NameLevel,
} from '../matching/levels.js';
import type { Model, Thresholds } from '../matching/model.js';
import { isNamesakePattern, levelIn } from '../matching/score.js';
import type { Guard, Weigh } from './component.js';

const RELATIVES_FROM = 3;
const MANY = 6;
const BORN_APART_FROM = 3;
/** A level from which birth dates speak against one person, in 1/1000 bit. */
const CONTRADICTS = -7_000;
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
  thresholdFor: ThresholdFor,
  context: GuardContext,
): Verdict {
  const { thresholds, isApart } = context;
  if (left.some((a) => right.some((b) => isApart(a, b)))) return { guard: 'judgement', mean: 0 };
  if (left.length + right.length > thresholds.sizeCap) return { guard: 'size', mean: 0 };

  const tally = tallyOf(left, right, context);
  const mean = tally.sum / (left.length * right.length);
  const smaller = Math.min(left.length, right.length);
  if (tally.identified === 0 && areNamesakes(tally)) return { guard: 'namesake', mean };
  if (tally.identified === 0 && doIdentifiersForbid(tally)) return { guard: 'identifier', mean };
  if (mean < thresholdFor(smaller, left.length + right.length - smaller))
    return { guard: 'mean', mean };
  if (smaller >= RELATIVES_FROM && areRelatives(tally)) return { guard: 'relatives', mean };
  const areApart = tally.identified === 0 && areBornApart(tally);
  return areApart ? { guard: 'birth-dates', mean } : { mean };
}

/** Mean weight that a union needs, by the numbers of descriptions on its two sides. */
export type ThresholdFor = (smaller: number, larger: number) => number;

export function personThreshold({ person }: Thresholds): ThresholdFor {
  return (smaller, larger) => {
    if (smaller > 2) return person.group;
    if (smaller === 2) return person.pair;
    return larger < MANY ? person.alone : person.toMany;
  };
}

export interface GuardContext {
  readonly thresholds: Thresholds;
  /** Weight of each birth date level. */
  readonly dateWeights: readonly number[];
  readonly weigh: Weigh;
  /** A judgement keeps the two apart. */
  readonly isApart: (a: number, b: number) => boolean;
  /** A judgement says the two are one. */
  readonly isTogether: (a: number, b: number) => boolean;
}

interface Tally {
  sum: number;
  namesakes: number;
  /** By given name and birth date. */
  agreeing: number;
  contradicting: number;
  identified: number;
  namesComparable: number;
  namesApart: number;
  datesComparable: number;
  datesApart: number;
  /** By levels that the model takes for strong evidence against. */
  datesContradicting: number;
}

function tallyOf(
  left: readonly number[],
  right: readonly number[],
  { thresholds: { clampLow, clampHigh }, dateWeights, weigh, isTogether }: GuardContext,
): Tally {
  const tally: Tally = {
    sum: 0,
    namesakes: 0,
    agreeing: 0,
    contradicting: 0,
    identified: 0,
    namesComparable: 0,
    namesApart: 0,
    datesComparable: 0,
    datesApart: 0,
    datesContradicting: 0,
  };
  for (const a of left) {
    for (const b of right) {
      const { weight, pattern } = weigh(a, b);
      tally.sum += Math.min(clampHigh, Math.max(clampLow, weight));
      if (isNamesakePattern(pattern) && !isTogether(a, b)) tally.namesakes += 1;
      countIdentifiers(pattern, tally);
      if (isAgreement(pattern)) tally.agreeing += 1;
      countDisagreement(pattern, dateWeights, tally);
    }
  }
  return tally;
}

/** A department's own number of a person says as much as a trusted one that two are the same. */
function countIdentifiers(pattern: number, tally: Tally): void {
  const level = levelIn(pattern, 'identifiers');
  if (levelIn(pattern, 'departmentPerson') === DepartmentLevel.equal) tally.identified += 1;
  if (level === 0) return;
  if (level >= IdentifierLevel.oneContradicts) tally.contradicting += 1;
  else tally.identified += 1;
}

/** Given name and birth date are both the same: neither twins nor parent and child agree in both. */
function isAgreement(pattern: number): boolean {
  const date = levelIn(pattern, 'birthDate');
  if (date === 0 || date > DateLevel.listedElsewhere || isNamesakePattern(pattern)) return false;
  const name = levelIn(pattern, 'name');
  if (isGrid(name)) return givenIn(name) <= GivenLevel.near;
  return name >= NameLevel.middleEqual && name <= NameLevel.manyAliases;
}

/** Two whole people may share a town and a family name: given names and birth dates tell them apart. */
function countDisagreement(pattern: number, dateWeights: readonly number[], tally: Tally): void {
  const name = levelIn(pattern, 'name');
  if (isGrid(name)) {
    tally.namesComparable += 1;
    if (givenIn(name) === GivenLevel.different) tally.namesApart += 1;
  } else if (name >= NameLevel.middleEqual && name <= NameLevel.manyAliases) {
    tally.namesComparable += 1;
  }
  const date = levelIn(pattern, 'birthDate');
  if (date === 0) return;
  tally.datesComparable += 1;
  if (date >= DateLevel.withinFiveYears) tally.datesApart += 1;
  if (dateWeights[date]! <= CONTRADICTS) tally.datesContradicting += 1;
}

/** One record under another's name or date does not make two people of one, where the others agree. */
function areNamesakes({ namesakes, agreeing }: Tally): boolean {
  return namesakes > 0 && namesakes >= agreeing;
}

/** Nor does one number with a digit off. */
function doIdentifiersForbid({ contradicting, agreeing }: Tally): boolean {
  return contradicting > 0 && contradicting >= agreeing;
}

/** A rare name runs in families: where birth dates can be trusted, nearly all of them speaking against it is enough. */
function areBornApart({ datesComparable, datesContradicting }: Tally): boolean {
  return (
    datesComparable >= BORN_APART_FROM && datesContradicting >= datesComparable * RELATIVES_SHARE
  );
}

function areRelatives(tally: Tally): boolean {
  return (
    tally.namesComparable >= COMPARABLE_FROM &&
    tally.datesComparable >= COMPARABLE_FROM &&
    tally.namesApart >= tally.namesComparable * RELATIVES_SHARE &&
    tally.datesApart >= tally.datesComparable * RELATIVES_SHARE
  );
}

/**
 * No guard has anything against a union because of such a pair, whoever else is united: descriptions of which every two
 * are one are one person beyond doubt, in whatever order they unite.
 */
export function isHarmless(
  { weight, pattern }: { readonly weight: number; readonly pattern: number },
  { thresholds: { person, confirm }, weights }: Model,
): boolean {
  const { alone, toMany, pair, group } = person;
  if (weight < Math.max(confirm, alone, toMany, pair, group)) return false;
  if (isNamesakePattern(pattern)) return false;
  if (levelIn(pattern, 'identifiers') >= IdentifierLevel.equalAndContradicting) return false;
  const date = levelIn(pattern, 'birthDate');
  return date < DateLevel.withinFiveYears && weights.birthDate[date]! > CONTRADICTS;
}
