import {
  AddressLevel,
  AttributeLevel,
  COMPARISONS,
  DateLevel,
  FamilyLevel,
  familyIn,
  FIRST_ATTRIBUTE,
  givenIn,
  GivenLevel,
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
/** Spellings near enough to a given name, beside its own. */
const NEARLY = 3;
/** Pairs of names that two people with an alias, or with many, have to agree in by chance. */
const PAIRS_OF_ALIASES = 2;
const PAIRS_OF_MANY_ALIASES = 6;
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

type Chances = Float64Array<ArrayBuffer>;

/** The grid is the product of its sides: pairs that agree on both are too rare to be sampled. */
function nameChances(sampled: Chances, frequencies: Frequencies): Chances {
  const chances = new Float64Array(sampled);
  const pairs = sampled
    .subarray(1, NameLevel.manyAliases + 1)
    .reduce((sum, count) => sum + count, 0);
  setGrid(chances, sampled, frequencies, pairs);
  setWholeNames(chances, frequencies, pairs);
  setOneWord(chances, frequencies);
  return chances;
}

function setGrid(chances: Chances, sampled: Chances, { agreement }: Frequencies, pairs: number) {
  const given = new Float64Array(Object.keys(GivenLevel).length);
  const family = new Float64Array(Object.keys(FamilyLevel).length);
  for (let level = 1; level < NameLevel.middleEqual; level += 1) {
    given[givenIn(level)]! += sampled[level]!;
    family[familyIn(level)]! += sampled[level]!;
  }
  const givenShares = shareOf(given, agreement[ValueKind.given]!);
  const familyShares = shareOf(family, agreement[ValueKind.family]!);
  for (let level = 1; level < NameLevel.middleEqual; level += 1) {
    chances[level] = givenShares[givenIn(level)]! * familyShares[familyIn(level)]! * pairs;
  }
}

/** Shares of the levels of one side, of which the first is known exactly. */
function shareOf(levels: Float64Array, equal: number): Float64Array {
  const rest = levels.subarray(1).reduce((sum, count) => sum + count, 0) + levels.length;
  return levels.map((count, at) => (at === 0 ? equal : ((count + 1) / rest) * (1 - equal)));
}

/** Where given and family names are equal, second names may agree, differ, or be missing on a side. */
function setWholeNames(chances: Chances, frequencies: Frequencies, pairs: number): void {
  const { agreement, totals } = frequencies;
  const equal = chances[NameLevel.allEqual]!;
  const haveBoth = (totals[ValueKind.middle]! / Math.max(1, totals[ValueKind.family]!)) ** 2;
  const agree = agreement[ValueKind.middle]!;
  chances[NameLevel.allEqual] = equal * (1 - haveBoth);
  chances[NameLevel.middleEqual] = equal * haveBoth * agree;
  chances[NameLevel.middleDiffers] = equal * haveBoth * (1 - agree);
  const across = agreementAcross(frequencies, ValueKind.given, ValueKind.family) ** 2 * pairs;
  chances[NameLevel.swapped] = across;
  chances[NameLevel.swappedNearly] = across * NEARLY;
  chances[NameLevel.alias] = equal * PAIRS_OF_ALIASES;
  chances[NameLevel.manyAliases] = equal * PAIRS_OF_MANY_ALIASES;
}

function setOneWord(chances: Chances, frequencies: Frequencies): void {
  const set = (level: number, chance: number, from: number, to: number) => {
    chances[level] = chance * chances.subarray(from, to + 1).reduce((sum, count) => sum + count, 0);
  };
  const { oneWordFamily, oneWordGiven, oneWordNone, wordsEqual, wordsDiffer } = NameLevel;
  const { word, family, given } = ValueKind;
  set(oneWordFamily, agreementAcross(frequencies, word, family), oneWordFamily, oneWordNone);
  set(oneWordGiven, agreementAcross(frequencies, word, given), oneWordFamily, oneWordNone);
  set(wordsEqual, frequencies.agreement[word]!, wordsEqual, wordsDiffer);
}
