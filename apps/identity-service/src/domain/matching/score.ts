import { compareAddresses, compareSex, compareShared, postcodeOf } from './compare-contacts.js';
import { compareDates } from './compare-dates.js';
import { compareNames, familyOf, givenOf } from './compare-names.js';
import { compareDepartmentPersons, compareIdentifiers, compareSsn4 } from './compare-numbers.js';
import { EMAIL, PHONE, SSN4, DATE, type DescriptionBook } from './description-book.js';
import { hashKey } from './hash.js';
import { AddressLevel, DateLevel, NameLevel, SharedLevel, Ssn4Level } from './levels.js';
import { COMPARISONS, type Comparison, type Epoch, type Model } from './model.js';
import { isNamesake } from './twin-rule.js';

const LEVEL_BITS = 32;
const NAMESAKE = LEVEL_BITS ** COMPARISONS.length;

/** The result of one comparison of two descriptions; one is made and filled again and again. */
export class Score {
  /** Sum in 1/1000 bit, replaced where the pair are namesakes. */
  weight = 0;
  isNamesake = false;
  readonly levels = new Uint8Array(COMPARISONS.length);
  /** What the rarity of a value adds to each comparison. */
  readonly rarity = new Int32Array(COMPARISONS.length);
  readonly names = { level: 0, left: 0, right: 0 };
  readonly addresses = { level: 0, right: 0 };

  /** All levels and the namesake mark in one exact integer. */
  get pattern(): number {
    let pattern = this.isNamesake ? 1 : 0;
    for (let at = COMPARISONS.length - 1; at >= 0; at -= 1) {
      pattern = pattern * LEVEL_BITS + this.levels[at]!;
    }
    return pattern;
  }
}

const indexOf = Object.fromEntries(COMPARISONS.map((name, at) => [name, at])) as Record<
  Comparison,
  number
>;

export const isNamesakePattern = (pattern: number) => pattern >= NAMESAKE;

export function levelIn(pattern: number, comparison: Comparison): number {
  return Math.trunc(pattern / LEVEL_BITS ** indexOf[comparison]) % LEVEL_BITS;
}

/** What a score depends on beside the two. */
export interface Frozen {
  readonly model: Model;
  readonly epoch: Epoch;
}

/** Log odds that two descriptions are about one person. */
export function score(
  book: DescriptionBook,
  a: number,
  b: number,
  frozen: Frozen,
  into: Score,
): number {
  const { model, epoch } = frozen;
  const { levels, rarity } = into;
  const nameLevels = model.levels.name;
  compareNames(book, a, b, (level) => nameLevels[level]!.weight, into.names);
  compareAddresses(book, a, b, into.addresses);
  const phone = compareShared(book, PHONE.section, a, b);
  levels[0] = into.names.level;
  levels[1] = compareDates(book, a, b);
  levels[2] = compareIdentifiers(book, a, b);
  levels[3] = compareSsn4(book, a, b);
  levels[4] = compareDepartmentPersons(book, a, b);
  levels[5] = into.addresses.level;
  levels[6] = phone.level;
  levels[7] = compareShared(book, EMAIL.section, a, b).level;
  levels[8] = compareSex(book, a, b);

  rarity.fill(0);
  if (epoch.rarity.size > 0) addRarity(book, { a, b, phone: phone.at }, frozen, into);
  let weight = model.prior;
  for (let at = 0; at < COMPARISONS.length; at += 1) {
    weight += model.levels[COMPARISONS[at]!][levels[at]!]!.weight + rarity[at]!;
  }
  into.isNamesake =
    a !== b &&
    isNamesake(book, a, b, {
      name: levels[0],
      birthDate: levels[1],
      identifiers: levels[2],
      address: levels[5],
      phone: levels[6],
    });
  into.weight = into.isNamesake ? model.replaced : weight;
  return into.weight;
}

function addRarity(
  book: DescriptionBook,
  at: { readonly a: number; readonly b: number; readonly phone: number },
  { model, epoch }: Frozen,
  { levels, rarity, names, addresses }: Score,
): void {
  const share = (comparison: Comparison) => {
    return model.levels[comparison][levels[indexOf[comparison]]!]!.rarity;
  };
  const bits = (comparison: Comparison, value: number) =>
    epoch.rarity.get(hashKey(indexOf[comparison], value)) ?? 0;
  const set = (comparison: Comparison, sum: number) => {
    rarity[indexOf[comparison]] = Math.round(sum * share(comparison));
  };
  if (share('name') > 0)
    set(
      'name',
      nameRarity(book, names, (value) => bits('name', value)),
    );
  if (levels[1] === DateLevel.exactFirstOfYear) {
    set('birthDate', bits('birthDate', book.cells[book.from(at.a, DATE.section)]!));
  }
  if (levels[3] === Ssn4Level.equal)
    set('ssn4', bits('ssn4', book.cells[book.from(at.b, SSN4.section)]!));
  if (levels[5] === AddressLevel.finePostcode) {
    const postcode = book.tokens.get(postcodeOf(book.cells, addresses.right));
    set('address', bits('address', postcode.hash));
  }
  if (levels[6] === SharedLevel.shared) set('phone', bits('phone', book.cells[at.phone]!));
}

/** Of fuzzily equal names the more common spelling counts. */
function nameRarity(
  { cells, tokens }: DescriptionBook,
  { level, left, right }: Score['names'],
  bits: (value: number) => number,
): number {
  const rarityOf = (cellOf: (cells: Int32Array, name: number) => number) => {
    const [one, other] = [cellOf(cells, left), cellOf(cells, right)];
    if (one === 0 || other === 0) return bits(tokens.get(one || other).hash);
    return Math.min(bits(tokens.get(one).hash), bits(tokens.get(other).hash));
  };
  if (level === NameLevel.oneWordGiven) return rarityOf(givenOf);
  if (level === NameLevel.oneWordFamily || level === NameLevel.familyOnly)
    return rarityOf(familyOf);
  return rarityOf(givenOf) + rarityOf(familyOf);
}
