import { mix } from './hash.js';
import { ValueKind } from './rarity.js';
import { ADDRESS, type DescriptionBook } from './description-book.js';
import { isOneEdit } from './jaro-winkler.js';
import { ABSENT, AddressLevel, SexLevel, SharedLevel } from './levels.js';
import type { Tokens } from './tokens.js';

const UNIT = 0;
const BUILDING = 1;
const STREET = 2;
const CITY = 3;
const POSTCODE = 4;
const OUTWARD = 5;
const AREA = 6;

/** The best agreement of any two addresses; `right` is the cell of the one that agreed, for rarity. */
export interface AddressAgreement {
  level: number;
  right: number;
}

export function compareAddresses(
  book: DescriptionBook,
  a: number,
  b: number,
  into: AddressAgreement,
): void {
  into.level = ABSENT;
  const toA = book.to(a, ADDRESS.section);
  const toB = book.to(b, ADDRESS.section);
  for (let left = book.from(a, ADDRESS.section); left < toA; left += ADDRESS.stride) {
    for (let right = book.from(b, ADDRESS.section); right < toB; right += ADDRESS.stride) {
      const level = levelOf(book.cells, book.tokens, left, right);
      if (level === ABSENT || (into.level !== ABSENT && level >= into.level)) continue;
      into.level = level;
      into.right = right;
    }
  }
}

function levelOf(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const isEqual = (part: number) =>
    cells[left + part] !== 0 && cells[left + part] === cells[right + part];
  const bothHave = (part: number) => cells[left + part] !== 0 && cells[right + part] !== 0;
  if (isEqual(STREET) && isSameTown(cells, left, right)) {
    if (!isEqual(BUILDING)) return AddressLevel.street;
    return isEqual(UNIT) ? AddressLevel.unit : AddressLevel.building;
  }
  if (bothHave(OUTWARD)) {
    if (isEqual(POSTCODE)) return AddressLevel.finePostcode;
    const isNear = isOneEdit(
      tokens.text(cells[left + POSTCODE]!),
      tokens.text(cells[right + POSTCODE]!),
    );
    if (isNear) return AddressLevel.fineNear;
    if (isEqual(OUTWARD)) return AddressLevel.outward;
    return isEqual(AREA) ? AddressLevel.area : AddressLevel.fineDifferent;
  }
  if (isStreetNear(cells, tokens, left, right)) return AddressLevel.street;
  if (isEqual(POSTCODE)) return AddressLevel.postcode;
  return bothHave(STREET) || bothHave(POSTCODE) ? AddressLevel.different : ABSENT;
}

function isSameTown(cells: Int32Array, left: number, right: number): boolean {
  const agrees = (part: number) => cells[left + part] === cells[right + part];
  const isKnown = (part: number) => cells[left + part] !== 0 && cells[right + part] !== 0;
  if (isKnown(POSTCODE)) return agrees(POSTCODE) || (isKnown(CITY) && agrees(CITY));
  return !isKnown(CITY) || agrees(CITY);
}

function isStreetNear(cells: Int32Array, tokens: Tokens, left: number, right: number): boolean {
  const [a, b] = [cells[left + STREET]!, cells[right + STREET]!];
  const hasNumber =
    cells[left + BUILDING] !== 0 && cells[left + BUILDING] === cells[right + BUILDING];
  return (
    a !== 0 &&
    b !== 0 &&
    hasNumber &&
    isSameTown(cells, left, right) &&
    isOneEdit(tokens.text(a), tokens.text(b))
  );
}

export const isSharedHome = (level: number) =>
  level === AddressLevel.unit || level === AddressLevel.building;

/** Hash of the part of an address that a kind of value counts. */
export function addressValue(
  cells: Int32Array,
  tokens: Tokens,
  address: number,
  kind: number,
): number {
  const part = (at: number) => tokens.hash(cells[address + at]!);
  if (kind === ValueKind.postcode) return part(POSTCODE);
  if (kind === ValueKind.outward) return part(OUTWARD);
  return kind === ValueKind.street ? part(STREET) : mix(part(STREET) ^ (part(BUILDING) * 31));
}

/** Phones or e-mails: two halves of a hash each. `into` is the cell of the value shared. */
export function compareShared(
  book: DescriptionBook,
  section: number,
  a: number,
  b: number,
): { level: number; at: number } {
  const { cells } = book;
  const [fromA, toA] = [book.from(a, section), book.to(a, section)];
  const [fromB, toB] = [book.from(b, section), book.to(b, section)];
  if (fromA === toA || fromB === toB) return NONE;
  for (let left = fromA; left < toA; left += 2) {
    for (let right = fromB; right < toB; right += 2) {
      if (cells[left] === cells[right] && cells[left + 1] === cells[right + 1]) {
        return { level: SharedLevel.shared, at: left };
      }
    }
  }
  return OTHER;
}

const NONE = { level: ABSENT, at: 0 };
const OTHER = { level: SharedLevel.different, at: 0 };

export function compareSex(book: DescriptionBook, a: number, b: number): number {
  const [left, right] = [book.sex(a), book.sex(b)];
  if (left === 0 || right === 0) return ABSENT;
  return left === right ? SexLevel.equal : SexLevel.different;
}
