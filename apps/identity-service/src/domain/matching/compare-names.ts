import { NAME, type DescriptionBook } from './description-book.js';
import { ABSENT, NameLevel } from './levels.js';
import type { Tokens } from './tokens.js';

const NEAR = 92;
const CLOSE = 80;
const MANY_ALIASES = 5;

/** Cells of one encoded name. */
const GIVEN = 0;
const MIDDLE = 1;
const FAMILY = 2;
const LAST = 3;
const FLAGS = 4;

/** How two people's names agree at best; `left` and `right` are the cells of the names that did, for rarity. */
export interface NameAgreement {
  level: number;
  left: number;
  right: number;
}

/** Every listed name against every other; `worth` says which level is better. */
export function compareNames(
  book: DescriptionBook,
  a: number,
  b: number,
  worth: (level: number) => number,
  into: NameAgreement,
): void {
  into.level = ABSENT;
  const [fromA, toA] = [book.from(a, NAME.section), book.to(a, NAME.section)];
  const [fromB, toB] = [book.from(b, NAME.section), book.to(b, NAME.section)];
  const names = (toA - fromA + toB - fromB) / NAME.stride;
  for (let left = fromA; left < toA; left += NAME.stride) {
    for (let right = fromB; right < toB; right += NAME.stride) {
      const isFirst = left === fromA && right === fromB;
      const compared = levelOf(book.cells, book.tokens, left, right);
      const level = isFirst ? compared : underAlias(compared, names);
      if (into.level !== ABSENT && worth(level) <= worth(into.level)) continue;
      into.level = level;
      into.left = left;
      into.right = right;
    }
  }
}

function underAlias(level: number, names: number): number {
  if (level > NameLevel.nickname) return level;
  return names > MANY_ALIASES ? NameLevel.manyAliases : NameLevel.alias;
}

function levelOf(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [givenA, familyA] = [cells[left + GIVEN]!, cells[left + FAMILY]!];
  const [givenB, familyB] = [cells[right + GIVEN]!, cells[right + FAMILY]!];
  if (givenA === 0 || familyA === 0) return oneWord(cells, tokens, givenA || familyA, right);
  if (givenB === 0 || familyB === 0) return oneWord(cells, tokens, givenB || familyB, left);

  return exactly(cells, tokens, left, right) || nearly(cells, tokens, left, right);
}

/** Equal parts in some way; absent where none is. */
function exactly(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [givenA, familyA] = [cells[left + GIVEN]!, cells[left + FAMILY]!];
  const [givenB, familyB] = [cells[right + GIVEN]!, cells[right + FAMILY]!];
  const isFamilyEqual = familyA === familyB;
  if (givenA === givenB && isFamilyEqual && !isMiddleContradicting(cells, tokens, left, right)) {
    return NameLevel.allEqual;
  }
  if (givenA === familyB && familyA === givenB) return NameLevel.swapped;
  if (isFamilyEqual && tokens.isNicknameEqual(givenA, givenB)) return NameLevel.nickname;
  return ABSENT;
}

function nearly(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [givenA, familyA] = [cells[left + GIVEN]!, cells[left + FAMILY]!];
  const [givenB, familyB] = [cells[right + GIVEN]!, cells[right + FAMILY]!];
  const givenLikeness = tokens.likenessOf(givenA, givenB);
  const familyLikeness = tokens.likenessOf(familyA, familyB);
  if (givenLikeness >= NEAR && familyLikeness >= NEAR) return NameLevel.near;
  if (givenA === givenB && isWordShared(cells, left, right)) return NameLevel.sharedFamilyWord;
  if (givenLikeness >= CLOSE && familyLikeness >= CLOSE) return NameLevel.close;
  if (familyA === familyB) return NameLevel.familyOnly;
  return givenA === givenB ? NameLevel.givenOnly : NameLevel.different;
}

/** A name of one word may be a given or a family name: it is held against both. */
function oneWord(cells: Int32Array, tokens: Tokens, word: number, other: number): number {
  const [given, family] = [cells[other + GIVEN]!, cells[other + FAMILY]!];
  if (word === family) return NameLevel.oneWordFamily;
  if (word === given) return NameLevel.oneWordGiven;
  if (given !== 0 && tokens.isNicknameEqual(word, given)) return NameLevel.oneWordNickname;
  const isNear =
    (given !== 0 && tokens.likenessOf(word, given) >= NEAR) ||
    (family !== 0 && tokens.likenessOf(word, family) >= NEAR);
  return isNear ? NameLevel.oneWordNear : NameLevel.oneWordNone;
}

/** An initial contradicts only another letter. */
function isMiddleContradicting(
  cells: Int32Array,
  tokens: Tokens,
  left: number,
  right: number,
): boolean {
  const [a, b] = [cells[left + MIDDLE]!, cells[right + MIDDLE]!];
  if (a === 0 || b === 0 || a === b) return false;
  const [first, second] = [tokens.get(a), tokens.get(b)];
  const isInitial = first.text.length === 1 || second.text.length === 1;
  return !isInitial || first.head1 !== second.head1;
}

function isWordShared(cells: Int32Array, left: number, right: number): boolean {
  const [a, b] = [cells[left + LAST]!, cells[right + LAST]!];
  return (
    (a !== 0 && (a === b || a === cells[right + FAMILY]!)) ||
    (b !== 0 && b === cells[left + FAMILY]!)
  );
}

export const givenOf = (cells: Int32Array, name: number) => cells[name + GIVEN]!;
export const middleOf = (cells: Int32Array, name: number) => cells[name + MIDDLE]!;
export const familyOf = (cells: Int32Array, name: number) => cells[name + FAMILY]!;
/** Token id of the suffix, 0 where there is none. */
export const suffixOf = (cells: Int32Array, name: number) => cells[name + FLAGS]! >> 1;
