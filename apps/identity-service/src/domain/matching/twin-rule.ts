import { isSharedHome } from './compare-contacts.js';
import { givenOf, middleOf, namesOf, suffixOf } from './compare-names.js';
import { isOneEdit } from './jaro-winkler.js';
import type { Tokens } from './tokens.js';
import { DATE, isFullDate, yearIn, type DescriptionBook } from './description-book.js';
import {
  COMPARISONS,
  DateLevel,
  familyIn,
  FamilyLevel,
  givenIn,
  GivenLevel,
  IdentifierLevel,
  isGrid,
  NameLevel,
  SharedLevel,
} from './levels.js';

const ALIKE = 90;
const GENERATION_YEARS = 15;

const [NAME_AT, DATE_AT, IDENTIFIERS_AT, ADDRESS_AT, PHONE_AT] = (
  ['name', 'birthDate', 'identifiers', 'address', 'phone'] as const
).map((comparison) => COMPARISONS.indexOf(comparison)) as [number, number, number, number, number];

/** Two people of one home whom numbers and dates would take for one: twins, or parent and child of one name. */
export function isNamesake(
  book: DescriptionBook,
  a: number,
  b: number,
  levels: ArrayLike<number>,
): boolean {
  const isShared = isSharedHome(levels[ADDRESS_AT]!) || levels[PHONE_AT] === SharedLevel.shared;
  if (!isShared || isIdentified(levels[IDENTIFIERS_AT]!)) return false;
  return areTwins(book, a, b, levels) || areGenerations(book, a, b, levels);
}

function isIdentified(level: number): boolean {
  return level >= IdentifierLevel.twoEqual && level <= IdentifierLevel.equalAndContradicting;
}

function areTwins(book: DescriptionBook, a: number, b: number, levels: ArrayLike<number>): boolean {
  const date = levels[DATE_AT]!;
  if (date !== DateLevel.exact && date !== DateLevel.exactFirstOfYear) return false;
  const name = levels[NAME_AT]!;
  if (!isGrid(name) || familyIn(name) !== FamilyLevel.equal) return false;
  const given = givenIn(name);
  const doContradict = levels[IDENTIFIERS_AT]! >= IdentifierLevel.oneContradicts;
  const areGivensApart =
    given >= GivenLevel.close || (doContradict && given >= GivenLevel.nickname);
  return areGivensApart && !isAnyGivenShared(book, a, b, doContradict);
}

/** Over all names of both: given and middle, as written and as nicknames. */
function isAnyGivenShared(book: DescriptionBook, a: number, b: number, isStrict: boolean): boolean {
  const { cells, tokens } = book;
  const [left, right] = [a, b].map((no) =>
    namesOf(book, no).flatMap((name) => [givenOf(cells, name), middleOf(cells, name)]),
  );
  return left!.some(
    (one) =>
      one !== 0 &&
      right!.some((other) => {
        if (other === 0) return false;
        return one === other || (!isStrict && isOneName(tokens, one, other));
      }),
  );
}

/** As written, as a nickname, or by a slip of the pen. */
function isOneName(tokens: Tokens, one: number, other: number): boolean {
  return (
    tokens.isNicknameEqual(one, other) ||
    tokens.likenessOf(one, other) >= ALIKE ||
    isOneEdit(tokens.text(one), tokens.text(other))
  );
}

function areGenerations(
  book: DescriptionBook,
  a: number,
  b: number,
  levels: ArrayLike<number>,
): boolean {
  const name = levels[NAME_AT]!;
  const areNamesEqual = name === NameLevel.allEqual || name === NameLevel.middleEqual;
  if (!areNamesEqual || !isSharedHome(levels[ADDRESS_AT]!)) return false;
  return doSuffixesContradict(book, a, b) || areYearsApart(book, a, b);
}

function doSuffixesContradict(book: DescriptionBook, a: number, b: number): boolean {
  const [left, right] = [a, b].map((no) =>
    namesOf(book, no)
      .map((name) => suffixOf(book.cells, name))
      .filter((suffix) => suffix !== 0),
  );
  return left!.length > 0 && right!.length > 0 && !left!.some((one) => right!.includes(one));
}

function areYearsApart(book: DescriptionBook, a: number, b: number): boolean {
  const [left, right] = [a, b].map((no) => book.cells[book.from(no, DATE.section)]!);
  const areKnown = [a, b].every((no) => book.to(no, DATE.section) > book.from(no, DATE.section));
  if (!areKnown || !isFullDate(left!) || !isFullDate(right!)) return false;
  return Math.abs(yearIn(left!) - yearIn(right!)) >= GENERATION_YEARS;
}
