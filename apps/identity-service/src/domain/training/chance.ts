import {
  AddressLevel,
  AttributeLevel,
  COMPARISONS,
  DateLevel,
  FamilyLevel,
  familyIn,
  FIRST_ATTRIBUTE,
  givenIn,
  gridLevel,
  GivenLevel,
  isGrid,
  NameLevel,
  Ssn4Level,
  type Comparison,
} from '../matching/levels.js';
import type { Scorer } from '../matching/score.js';
import { ValueKind } from '../matching/rarity.js';
import { agreementAcross, type Frequencies } from './frequencies.js';
import { seeded } from './random.js';
import { emptyCounts, normalised, type Shares } from './shares.js';

const RANDOM_PAIRS = 60_000;
/** No level is rarer than this among strangers. */
const RAREST = 1e-7;

const placeOf = (comparison: Comparison) => COMPARISONS.indexOf(comparison);

/** u: how often two strangers agree. Levels of equal values in closed form, the rest from seeded random pairs. */
export function chanceOf(scorer: Scorer, frequencies: Frequencies, seed: number): Shares {
  const { book } = scorer;
  const counts = emptyCounts();
  const random = seeded(seed);
  for (let pair = 0; pair < RANDOM_PAIRS; pair += 1) {
    const a = Math.floor(random() * book.size);
    const b = Math.floor(random() * book.size);
    if (a === b) continue;
    const { levels } = scorer.score(a, b);
    for (let place = 0; place < counts.length; place += 1) counts[place]![levels[place]!]! += 1;
  }
  setClosedForms(counts, frequencies);
  counts[placeOf('name')] = nameChances(counts[placeOf('name')]!, frequencies);
  for (const levels of counts) {
    const total = levels.subarray(1).reduce((sum, count) => sum + count, 0);
    for (let level = 1; level < levels.length; level += 1) {
      levels[level] = Math.max(levels[level]!, total * RAREST);
    }
  }
  return normalised(counts);
}

/** Replaces what the sample says of equal values by what the value counts say exactly. */
function setClosedForms(counts: Float64Array[], { agreement, totals }: Frequencies): void {
  const set = (comparison: Comparison, level: number, chance: number) => {
    const levels = counts[placeOf(comparison)]!;
    const total = levels.subarray(1).reduce((sum, count) => sum + count, 0);
    const others = total - levels[level]!;
    if (total === 0) return;
    for (let at = 1; at < levels.length; at += 1) {
      levels[at] = at === level ? chance : (levels[at]! / Math.max(1, others)) * (1 - chance);
    }
  };
  const dates = totals[ValueKind.birthDate]! + totals[ValueKind.firstOfYear]!;
  const both = (kind: number) => agreement[kind]! * (totals[kind]! / Math.max(1, dates)) ** 2;
  set('birthDate', DateLevel.exact, both(ValueKind.birthDate));
  set('birthDate', DateLevel.exactFirstOfYear, both(ValueKind.firstOfYear));
  set('ssn4', Ssn4Level.equal, agreement[ValueKind.ssn4]!);
  set('address', AddressLevel.finePostcode, agreement[ValueKind.postcode]!);
  for (let place = 0; place < 4; place += 1) {
    set(
      COMPARISONS[FIRST_ATTRIBUTE + place]!,
      AttributeLevel.equal,
      agreement[ValueKind.attribute1 + place]!,
    );
  }
}

/** The grid is the product of its sides: pairs that agree on both are too rare to be sampled. */
function nameChances(
  sampled: Float64Array<ArrayBuffer>,
  frequencies: Frequencies,
): Float64Array<ArrayBuffer> {
  const { agreement } = frequencies;
  const given = new Float64Array(Object.keys(GivenLevel).length);
  const family = new Float64Array(Object.keys(FamilyLevel).length);
  let pairs = 0;
  let both = 0;
  for (let level = 1; level <= NameLevel.manyAliases; level += 1) {
    const count = sampled[level]!;
    pairs += count;
    if (level === NameLevel.middleEqual || level === NameLevel.middleDiffers) both += count;
    if (!isGrid(level)) continue;
    given[givenIn(level)]! += count;
    family[familyIn(level)]! += count;
  }
  const shareOf = (levels: Float64Array, equal: number) => {
    const rest = levels.subarray(1).reduce((sum, count) => sum + count, 0) + levels.length;
    return levels.map((count, at) => (at === 0 ? equal : ((count + 1) / rest) * (1 - equal)));
  };
  const givenShares = shareOf(given, agreement[ValueKind.given]!);
  const familyShares = shareOf(family, agreement[ValueKind.family]!);
  const chances = new Float64Array(sampled);
  for (let at = 1; at <= NameLevel.manyAliases; at += 1) {
    if (isGrid(at)) chances[at] = givenShares[givenIn(at)]! * familyShares[familyIn(at)]! * pairs;
  }
  const equal = chances[gridLevel(0, 0)]!;
  const bothShare = Math.min(0.9, (both + 1) / (pairs + 2));
  chances[NameLevel.middleEqual] = equal * Math.max(0.01, bothShare * 0.05);
  chances[NameLevel.middleDiffers] = equal * bothShare;
  const across = agreementAcross(frequencies, ValueKind.given, ValueKind.family) ** 2 * pairs;
  chances[NameLevel.swapped] = across;
  chances[NameLevel.swappedNearly] = across * 3;
  chances[NameLevel.alias] = Math.max(equal * 2, sampled[NameLevel.alias]! * 0.5);
  chances[NameLevel.manyAliases] = Math.max(equal * 6, sampled[NameLevel.manyAliases]! * 0.5);
  const setOneWord = (level: number, chance: number, from: number, to: number) => {
    chances[level] = chance * chances.subarray(from, to + 1).reduce((sum, count) => sum + count, 0);
  };
  const [first, last] = [NameLevel.oneWordFamily, NameLevel.oneWordNone];
  const ofFamily = agreementAcross(frequencies, ValueKind.word, ValueKind.family);
  const ofGiven = agreementAcross(frequencies, ValueKind.word, ValueKind.given);
  setOneWord(NameLevel.oneWordFamily, ofFamily, first, last);
  setOneWord(NameLevel.oneWordGiven, ofGiven, first, last);
  setOneWord(
    NameLevel.wordsEqual,
    agreement[ValueKind.word]!,
    NameLevel.wordsEqual,
    NameLevel.wordsDiffer,
  );
  return chances;
}
