import { addressValue, compareAddresses, compareSex, compareShared } from './compare-contacts.js';
import { compareAttributes } from './compare-attributes.js';
import { compareDates } from './compare-dates.js';
import { compareNames, familyOf, givenOf } from './compare-names.js';
import { compareDepartmentPersons, compareIdentifiers, compareSsn4 } from './compare-numbers.js';
import { DATE, EMAIL, PHONE, SSN4, yearIn, type DescriptionBook } from './description-book.js';
import { hashText } from './hash.js';
import {
  ABSENT,
  AddressLevel,
  AttributeLevel,
  COMPARISONS,
  DateLevel,
  FIRST_ATTRIBUTE,
  NameLevel,
  SexLevel,
  SharedLevel,
  Ssn4Level,
  type Comparison,
} from './levels.js';
import type { Epoch, Model } from './model.js';
import { FAMILY_SHARE, GIVEN_SHARE, rarityOf, ValueKind } from './rarity.js';
import { NAME_WORTH } from './starting-model.js';
import { isNamesake } from './twin-rule.js';

/** Bits of each comparison in a pattern; the namesake mark stands behind the last. */
const BITS = [6, 4, 3, 2, 2, 4, 2, 2, 2, 3, 3, 3, 3] as const;
const PLACE = BITS.map((_, at) => 2 ** BITS.slice(0, at).reduce((sum, bits) => sum + bits, 0));
const NAMESAKE = PLACE.at(-1)! * 2 ** BITS.at(-1)!;
const STRIDE = 64;

const at = Object.fromEntries(COMPARISONS.map((name, place) => [name, place])) as Record<
  Comparison,
  number
>;

/** All levels and the namesake mark in one exact integer. */
export const patternOf = (levelOf: (comparison: Comparison) => number, isNamesake: boolean) =>
  COMPARISONS.reduce(
    (sum, comparison, place) => sum + levelOf(comparison) * PLACE[place]!,
    isNamesake ? NAMESAKE : 0,
  );

export const isNamesakePattern = (pattern: number) => pattern >= NAMESAKE;

export function levelIn(pattern: number, comparison: Comparison): number {
  return levelAt(pattern, at[comparison]);
}

export function levelAt(pattern: number, place: number): number {
  return Math.floor(pattern / PLACE[place]!) % 2 ** BITS[place]!;
}

/** Compares two descriptions of a book: one is made and asked again and again; an answer holds until the next. */
export class Scorer {
  /** Sum in 1/1000 bit, replaced where the pair are namesakes. */
  weight = 0;
  isNamesake = false;
  readonly levels = new Uint8Array(COMPARISONS.length);
  /** What the rarity of a value adds to each comparison. */
  readonly rarity = new Int32Array(COMPARISONS.length);
  private readonly names = { level: 0, left: 0, right: 0 };
  private readonly addresses = { level: 0, right: 0 };
  private readonly attribute = { level: 0, value: 0 };
  private readonly weights: Int32Array;
  private readonly kinds: readonly number[];
  private readonly identifying: readonly number[];
  private readonly hasRarity: boolean;

  constructor(
    readonly book: DescriptionBook,
    readonly model: Model,
    readonly epoch: Pick<Epoch, 'rarity'>,
  ) {
    this.weights = flatten(model);
    this.kinds = model.declared.attributes.map(hashText);
    const { attributes, identifying = [] } = model.declared;
    this.identifying = identifying.map((kind) => FIRST_ATTRIBUTE + attributes.indexOf(kind));
    this.hasRarity = epoch.rarity.length > 0;
  }

  get pattern(): number {
    let pattern = this.isNamesake ? NAMESAKE : 0;
    for (let place = 0; place < COMPARISONS.length; place += 1) {
      pattern += this.levels[place]! * PLACE[place]!;
    }
    return pattern;
  }

  /** Sum of what rarity adds. */
  get rareness(): number {
    let sum = 0;
    for (let place = 0; place < COMPARISONS.length; place += 1) sum += this.rarity[place]!;
    return sum;
  }

  /** Log odds that two descriptions are about one person. */
  score(a: number, b: number): this {
    const { book, levels, weights, names, addresses } = this;
    this.rarity.fill(0);
    compareNames(book, a, b, NAME_WORTH, names);
    compareAddresses(book, a, b, addresses);
    const phone = compareShared(book, PHONE.section, a, b);
    levels[at.name] = names.level;
    levels[at.birthDate] = compareDates(book, a, b);
    levels[at.identifiers] = compareIdentifiers(book, a, b);
    levels[at.ssn4] = compareSsn4(book, a, b);
    levels[at.departmentPerson] = compareDepartmentPersons(book, a, b);
    levels[at.address] = addresses.level;
    levels[at.phone] = phone.level;
    levels[at.email] = compareShared(book, EMAIL.section, a, b).level;
    levels[at.sex] = compareSex(book, a, b);
    this.compareDeclared(a, b);
    if (this.hasRarity) this.addRarity(a, b, phone.at);

    let weight = this.model.prior;
    for (let place = 0; place < COMPARISONS.length; place += 1) {
      weight += weights[place * STRIDE + levels[place]!]! + this.rarity[place]!;
    }
    this.isNamesake = a !== b && !this.isIdentified() && isNamesake(book, a, b, levels);
    this.weight = this.isNamesake ? this.model.replaced : weight;
    return this;
  }

  /** A declared number is equal, or equal but for a slip. */
  private isIdentified(): boolean {
    return this.identifying.some((place) => {
      const level = this.levels[place]!;
      return level !== ABSENT && level < AttributeLevel.different;
    });
  }

  private compareDeclared(a: number, b: number): void {
    for (let place = 0; place < this.kinds.length; place += 1) {
      compareAttributes(this.book, a, b, this.kinds[place]!, this.attribute);
      this.levels[FIRST_ATTRIBUTE + place] = this.attribute.level;
      if (!this.hasRarity || this.attribute.level > AttributeLevel.word) continue;
      if (this.attribute.level === ABSENT) continue;
      const value = this.book.tokens.hash(this.attribute.value);
      this.rarity[FIRST_ATTRIBUTE + place] = this.bits(ValueKind.attribute1 + place, value);
    }
  }

  private bits(kind: number, value: number): number {
    return rarityOf(this.epoch, kind, value);
  }

  private addRarity(a: number, b: number, phoneAt: number): void {
    const { book, levels, rarity } = this;
    const { cells, tokens } = book;
    rarity[at.name] = this.nameRarity();
    if (levels[at.birthDate] === DateLevel.exactFirstOfYear) {
      rarity[at.birthDate] = this.bits(ValueKind.firstOfYear, cells[book.from(a, DATE.section)]!);
    } else if (YEAR_LEVELS.has(levels[at.birthDate]!)) {
      rarity[at.birthDate] = this.bits(
        ValueKind.birthYear,
        yearIn(cells[book.from(a, DATE.section)]!),
      );
    }
    if (levels[at.sex] === SexLevel.equal) rarity[at.sex] = this.bits(ValueKind.sex, book.sex(a));
    if (levels[at.ssn4] === Ssn4Level.equal) {
      rarity[at.ssn4] = this.bits(ValueKind.ssn4, cells[book.from(b, SSN4.section)]!);
    }
    const kind = ADDRESS_VALUES[this.addresses.level];
    if (kind !== undefined) {
      const value = addressValue(cells, tokens, this.addresses.right, kind);
      rarity[at.address] = this.bits(kind, value);
    }
    if (levels[at.phone] === SharedLevel.shared) {
      rarity[at.phone] = this.bits(ValueKind.phone, cells[phoneAt]!);
    }
  }

  /** Of fuzzily equal names the more common spelling counts. */
  private nameRarity(): number {
    const { level, left, right } = this.names;
    if (level === NameLevel.wordsEqual) return this.commoner(ValueKind.word, givenOf, left, right);
    const [givenShare, familyShare] = [GIVEN_SHARE[level]!, FAMILY_SHARE[level]!];
    let sum = 0;
    if (givenShare > 0) sum += givenShare * this.commoner(ValueKind.given, givenOf, left, right);
    if (familyShare > 0)
      sum += familyShare * this.commoner(ValueKind.family, familyOf, left, right);
    return Math.round(sum / 10);
  }

  private commoner(
    kind: number,
    cellOf: (cells: Int32Array, name: number) => number,
    left: number,
    right: number,
  ): number {
    const { cells, tokens } = this.book;
    const [one, other] = [cellOf(cells, left), cellOf(cells, right)];
    if (one === 0 || other === 0) return this.bits(kind, tokens.hash(one || other));
    const rarity = this.bits(kind, tokens.hash(one));
    return one === other ? rarity : Math.min(rarity, this.bits(kind, tokens.hash(other)));
  }
}

/** Levels of dates whose years agree. */
const YEAR_LEVELS: ReadonlySet<number> = new Set([
  DateLevel.exact,
  DateLevel.dayMonthSwapped,
  DateLevel.oneEditInYear,
  DateLevel.sameMonth,
  DateLevel.sameYear,
]);

const ADDRESS_VALUES: readonly (number | undefined)[] = Object.assign([], {
  [AddressLevel.unit]: ValueKind.building,
  [AddressLevel.building]: ValueKind.building,
  [AddressLevel.street]: ValueKind.street,
  [AddressLevel.finePostcode]: ValueKind.postcode,
  [AddressLevel.postcode]: ValueKind.postcode,
  [AddressLevel.fineNear]: ValueKind.outward,
  [AddressLevel.outward]: ValueKind.outward,
});

function flatten({ weights }: Model): Int32Array {
  const flat = new Int32Array(COMPARISONS.length * STRIDE);
  for (const [place, comparison] of COMPARISONS.entries()) {
    for (const [level, weight] of weights[comparison].entries())
      flat[place * STRIDE + level] = weight;
  }
  return flat;
}
