import { addressValue } from '../matching/compare-contacts.js';
import { familyOf, givenOf, middleOf, wholeNameOf } from '../matching/compare-names.js';
import {
  ADDRESS,
  ATTRIBUTE,
  DATE,
  isFullDate,
  isStatedAge,
  monthDayIn,
  NAME,
  PHONE,
  SSN4,
  yearIn,
  type DescriptionBook,
} from '../matching/description-book.js';
import { hashText } from '../matching/hash.js';
import type { Declared, Epoch } from '../matching/model.js';
import { NumberTable } from '../matching/number-table.js';
import { ValueKind, VALUE_KINDS } from '../matching/rarity.js';
import { WholeNames } from './whole-names.js';

const FIRST_OF_YEAR = (1 << 5) | 1;
/** A value seen once weighs as if it were seen this often: the next one to see it may be a second person. */
const FLOOR = 2;

/** How often each value stands in the descriptions, by kind. */
export interface Frequencies {
  readonly counts: readonly NumberTable[];
  /** Values of each kind, with repeats. */
  readonly totals: Float64Array;
  /** Chance that two random values of a kind are equal. */
  readonly agreement: Float64Array;
  /** What whole names that several people have are worth less than their parts say, in 1/1000 bit. */
  readonly wholeNames: NumberTable;
}

export function countValues(book: DescriptionBook, { attributes }: Declared): Frequencies {
  const counts = Array.from({ length: VALUE_KINDS }, () => new NumberTable());
  const totals = new Float64Array(VALUE_KINDS);
  const kinds = attributes.map(hashText);
  const count = (kind: number, value: number) => {
    counts[kind]!.add(value >>> 0, 1);
    totals[kind]! += 1;
  };
  for (let no = 0; no < book.size; no += 1) countOne(book, no, kinds, count);
  const agreement = agreementOf(counts, totals);
  return { counts, totals, agreement, wholeNames: countWholeNames(book, counts, totals) };
}

/** Given and family names go together: those of a small community are far commoner as a pair than by themselves. */
function countWholeNames(
  book: DescriptionBook,
  counts: readonly NumberTable[],
  totals: Float64Array,
): NumberTable {
  const wholeNames = new WholeNames(book);
  const bits = new NumberTable();
  const share = (kind: number, value: number) =>
    Math.max(counts[kind]!.get(value >>> 0) ?? 0, FLOOR) / totals[kind]!;
  const { cells, tokens } = book;
  for (let no = 0; no < book.size; no += 1) {
    const name = book.from(no, NAME.section);
    if (name === book.to(no, NAME.section)) continue;
    const whole = wholeNameOf(cells, tokens, name);
    if (whole === 0 || bits.get(whole) !== undefined) continue;
    const strangers = wholeNames.strangersShare(whole);
    const byParts =
      share(ValueKind.given, tokens.hash(givenOf(cells, name))) *
      share(ValueKind.family, tokens.hash(familyOf(cells, name)));
    if (strangers > byParts) bits.set(whole, Math.round(1_000 * Math.log2(byParts / strangers)));
  }
  return bits;
}

type Count = (kind: number, value: number) => void;

function countOne(book: DescriptionBook, no: number, kinds: readonly number[], count: Count): void {
  const { cells, tokens } = book;
  const name = book.from(no, NAME.section);
  if (name < book.to(no, NAME.section)) {
    const [given, family] = [givenOf(cells, name), familyOf(cells, name)];
    count(family === 0 ? ValueKind.word : ValueKind.given, tokens.hash(given));
    if (family !== 0) count(ValueKind.family, tokens.hash(family));
    if (family !== 0 && middleOf(cells, name) !== 0) {
      count(ValueKind.middle, tokens.hash(middleOf(cells, name)));
    }
  }
  countDate(book, no, count);
  if (book.sex(no) !== 0) count(ValueKind.sex, book.sex(no));
  const four = book.from(no, SSN4.section);
  if (four < book.to(no, SSN4.section)) count(ValueKind.ssn4, cells[four]!);
  const endHomes = book.to(no, ADDRESS.section);
  for (let home = book.from(no, ADDRESS.section); home < endHomes; home += ADDRESS.stride) {
    countAddress(book, home, count);
  }
  const endPhones = book.to(no, PHONE.section);
  for (let at = book.from(no, PHONE.section); at < endPhones; at += PHONE.stride) {
    count(ValueKind.phone, cells[at]!);
  }
  const end = book.to(no, ATTRIBUTE.section);
  for (let at = book.from(no, ATTRIBUTE.section); at < end; at += ATTRIBUTE.stride) {
    const place = kinds.indexOf(cells[at]!);
    if (place >= 0) count(ValueKind.attribute1 + place, tokens.hash(cells[at + 1]!));
  }
}

function countDate(book: DescriptionBook, no: number, count: Count): void {
  const at = book.from(no, DATE.section);
  const date = book.cells[at]!;
  if (at === book.to(no, DATE.section) || isStatedAge(date) || yearIn(date) <= 0) return;
  count(ValueKind.birthYear, yearIn(date));
  if (!isFullDate(date)) return;
  count(monthDayIn(date) === FIRST_OF_YEAR ? ValueKind.firstOfYear : ValueKind.birthDate, date);
}

const [BUILDING, STREET, POSTCODE, OUTWARD] = [1, 2, 4, 5] as const;

function countAddress({ cells, tokens }: DescriptionBook, home: number, count: Count): void {
  const has = (part: number) => cells[home + part] !== 0;
  const value = (kind: number) => count(kind, addressValue(cells, tokens, home, kind));
  if (has(STREET)) value(ValueKind.street);
  if (has(STREET) && has(BUILDING)) value(ValueKind.building);
  if (has(POSTCODE)) value(ValueKind.postcode);
  if (has(OUTWARD)) value(ValueKind.outward);
}

function agreementOf(counts: readonly NumberTable[], totals: Float64Array): Float64Array {
  return totals.map((total, kind) => {
    let pairs = 0;
    for (const [, count] of counts[kind]!.entries()) pairs += count * (count - 1);
    return pairs / Math.max(1, total * (total - 1));
  });
}

/** Chance that a random value of one kind equals a random value of another. */
export function agreementAcross({ counts, totals }: Frequencies, one: number, other: number) {
  let pairs = 0;
  for (const [value, count] of counts[one]!.entries())
    pairs += count * (counts[other]!.get(value) ?? 0);
  return pairs / Math.max(1, totals[one]! * totals[other]!);
}

/** What rarity adds, in 1/1000 bit: how much less often a value occurs than equal values do on average. */
export function rarityFrom(frequencies: Frequencies): Epoch['rarity'] {
  const { counts, totals, agreement, wholeNames } = frequencies;
  return counts.map((values, kind) => {
    if (kind === ValueKind.wholeName) return { table: wholeNames, unseen: 0 };
    const bits = (count: number) =>
      Math.round(1_000 * Math.log2((agreement[kind]! * totals[kind]!) / Math.max(count, FLOOR)));
    const table = new NumberTable();
    if (agreement[kind] === 0) return { table, unseen: 0 };
    for (const [value, count] of values.entries()) table.set(value, bits(count));
    return { table, unseen: bits(FLOOR) };
  });
}
