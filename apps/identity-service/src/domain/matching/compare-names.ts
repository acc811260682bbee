import { NAME, type DescriptionBook } from './description-book.js';
import { ABSENT, FamilyLevel, GivenLevel, gridLevel, NameLevel } from './levels.js';
import { mix } from './hash.js';
import type { Tokens } from './tokens.js';

const NEAR = 92;
const CLOSE = 80;
const MANY_ALIASES = 5;

/** Cells of one encoded name. */
const GIVEN = 0;
const SECOND = 1;
const THIRD = 2;
const FAMILY = 3;
const FAMILY_FIRST = 4;
const FAMILY_LAST = 5;
const FLAGS = 6;

/** How two people's names agree at best; `left` and `right` are the cells of the names that did, for rarity. */
export interface NameAgreement {
  level: number;
  left: number;
  right: number;
}

/** Every listed name against every other; `worth` says which level is better: one list, whatever the model. */
export function compareNames(
  book: DescriptionBook,
  a: number,
  b: number,
  worth: ArrayLike<number>,
  into: NameAgreement,
): void {
  into.level = ABSENT;
  const { cells, tokens } = book;
  const [fromA, toA] = [book.from(a, NAME.section), book.to(a, NAME.section)];
  const [fromB, toB] = [book.from(b, NAME.section), book.to(b, NAME.section)];
  const names = (toA - fromA + toB - fromB) / NAME.stride;
  for (let left = fromA; left < toA; left += NAME.stride) {
    for (let right = fromB; right < toB; right += NAME.stride) {
      const compared = levelOf(cells, tokens, left, right);
      const level =
        left === fromA && right === fromB ? compared : underAlias(compared, worth, names);
      if (into.level !== ABSENT && worth[level]! <= worth[into.level]!) continue;
      into.level = level;
      into.left = left;
      into.right = right;
    }
  }
}

/** What two official names would say is said less surely by an alias. */
function underAlias(level: number, worth: ArrayLike<number>, names: number): number {
  const alias = names > MANY_ALIASES ? NameLevel.manyAliases : NameLevel.alias;
  return worth[level]! > worth[alias]! ? alias : level;
}

function levelOf(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  if (cells[left + FAMILY] === 0) {
    return cells[right + FAMILY] === 0
      ? bothOneWord(cells, tokens, left, right)
      : oneWord(cells, tokens, cells[left + GIVEN]!, right);
  }
  if (cells[right + FAMILY] === 0) return oneWord(cells, tokens, cells[right + GIVEN]!, left);
  return twoWords(cells, tokens, left, right);
}

function twoWords(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [givenA, familyA] = [cells[left + GIVEN]!, cells[left + FAMILY]!];
  const [givenB, familyB] = [cells[right + GIVEN]!, cells[right + FAMILY]!];
  if (givenA === givenB && familyA === familyB) {
    return NameLevel.allEqual + middleStep(cells, tokens, left, right);
  }
  if (givenA === familyB && familyA === givenB) return NameLevel.swapped;
  const given = givenLevel(cells, tokens, left, right);
  const family = familyLevel(cells, tokens, left, right);
  const isFarApart = given === GivenLevel.different && family === FamilyLevel.different;
  if (
    isFarApart &&
    tokens.likenessOf(givenA, familyB) >= NEAR &&
    tokens.likenessOf(familyA, givenB) >= NEAR
  ) {
    return NameLevel.swappedNearly;
  }
  return gridLevel(given, family);
}

/** An initial contradicts only another letter. */
function middleStep(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [a, b] = [cells[left + SECOND]!, cells[right + SECOND]!];
  if (a === 0 || b === 0) return 0;
  const isEqual =
    a === b ||
    ((tokens.isInitial(a) || tokens.isInitial(b)) && tokens.head(a, 1) === tokens.head(b, 1)) ||
    tokens.isNicknameEqual(a, b) ||
    tokens.likenessOf(a, b) >= NEAR;
  return (isEqual ? NameLevel.middleEqual : NameLevel.middleDiffers) - NameLevel.allEqual;
}

function givenLevel(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [a, b] = [cells[left + GIVEN]!, cells[right + GIVEN]!];
  if (a === b) return GivenLevel.equal;
  if (tokens.isNicknameEqual(a, b)) return GivenLevel.nickname;
  if (tokens.isInitial(a) || tokens.isInitial(b)) {
    return tokens.head(a, 1) === tokens.head(b, 1) ? GivenLevel.initial : GivenLevel.different;
  }
  const likeness = tokens.likenessOf(a, b);
  if (likeness >= NEAR) return GivenLevel.near;
  if (isAmong(cells, right, a) || isAmong(cells, left, b)) return GivenLevel.middle;
  if (likeness < CLOSE) return GivenLevel.different;
  const isOneName = isJoined(cells, tokens, left, right) || isJoined(cells, tokens, right, left);
  return isOneName ? GivenLevel.near : GivenLevel.close;
}

/** `Jun Feng` is `Junfeng`. */
function isJoined(cells: Int32Array, tokens: Tokens, name: number, other: number): boolean {
  const [first, second] = [cells[name + GIVEN]!, cells[name + SECOND]!];
  if (second === 0) return false;
  return tokens.text(first) + tokens.text(second) === tokens.text(cells[other + GIVEN]!);
}

const isAmong = (cells: Int32Array, name: number, word: number) =>
  cells[name + SECOND] === word || cells[name + THIRD] === word;

function familyLevel(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [a, b] = [cells[left + FAMILY]!, cells[right + FAMILY]!];
  if (a === b) return FamilyLevel.equal;
  const likeness = tokens.likenessOf(a, b);
  if (likeness >= NEAR) return FamilyLevel.near;
  if (isWordShared(cells, left, right)) return FamilyLevel.word;
  return likeness >= CLOSE ? FamilyLevel.close : FamilyLevel.different;
}

/** A word of one family name is the other's, or one of its further given names. */
function isWordShared(cells: Int32Array, left: number, right: number): boolean {
  return isWordOf(cells, left, right) || isWordOf(cells, right, left);
}

function isWordOf(cells: Int32Array, name: number, other: number): boolean {
  return (
    isFamilyWord(cells, cells[name + FAMILY]!, other) ||
    isFamilyWord(cells, cells[name + FAMILY_FIRST]!, other) ||
    isFamilyWord(cells, cells[name + FAMILY_LAST]!, other)
  );
}

function isFamilyWord(cells: Int32Array, word: number, name: number): boolean {
  return (
    word !== 0 &&
    (word === cells[name + FAMILY] ||
      word === cells[name + FAMILY_FIRST] ||
      word === cells[name + FAMILY_LAST] ||
      word === cells[name + SECOND] ||
      word === cells[name + THIRD])
  );
}

/** A name of one word may be a given or a family name: it is held against both. */
function oneWord(cells: Int32Array, tokens: Tokens, word: number, other: number): number {
  const [given, family] = [cells[other + GIVEN]!, cells[other + FAMILY]!];
  if (word === family) return NameLevel.oneWordFamily;
  if (word === given) return NameLevel.oneWordGiven;
  if (tokens.isNicknameEqual(word, given)) return NameLevel.oneWordNickname;
  if (isFamilyWord(cells, word, other)) return NameLevel.oneWordMiddle;
  const isNear = tokens.likenessOf(word, given) >= NEAR || tokens.likenessOf(word, family) >= NEAR;
  return isNear ? NameLevel.oneWordNear : NameLevel.oneWordNone;
}

function bothOneWord(cells: Int32Array, tokens: Tokens, left: number, right: number): number {
  const [a, b] = [cells[left + GIVEN]!, cells[right + GIVEN]!];
  if (a === b) return NameLevel.wordsEqual;
  const isNear = tokens.isNicknameEqual(a, b) || tokens.likenessOf(a, b) >= NEAR;
  return isNear ? NameLevel.wordsNear : NameLevel.wordsDiffer;
}

export const givenOf = (cells: Int32Array, name: number) => cells[name + GIVEN]!;
export const middleOf = (cells: Int32Array, name: number) => cells[name + SECOND]!;
/** Whole family name; 0 where the name is of one word. */
export const familyOf = (cells: Int32Array, name: number) => cells[name + FAMILY]!;
/** Hash of given and family name together; 0 where the name is of one word. */
export function wholeNameOf(cells: Int32Array, tokens: Tokens, name: number): number {
  const family = familyOf(cells, name);
  if (family === 0) return 0;
  return mix(tokens.hash(givenOf(cells, name)) ^ Math.imul(tokens.hash(family), 31)) >>> 0;
}
/** Token id of the suffix, 0 where there is none. */
export const suffixOf = (cells: Int32Array, name: number) => cells[name + FLAGS]! >> 1;
/** Every word of the name once; the cells are those from its start on. */
export const WORD_CELLS = [GIVEN, SECOND, THIRD, FAMILY, FAMILY_FIRST, FAMILY_LAST] as const;
/** Family name, whole and its words. */
export const FAMILY_CELLS = [FAMILY, FAMILY_FIRST, FAMILY_LAST] as const;

/** First cells of all names of a description. */
export function namesOf(book: DescriptionBook, no: number): number[] {
  const names: number[] = [];
  const end = book.to(no, NAME.section);
  for (let name = book.from(no, NAME.section); name < end; name += NAME.stride) names.push(name);
  return names;
}
