import { isSharedHome } from './compare-contacts.js';
import { givenOf, middleOf, suffixOf } from './compare-names.js';
import { DATE, NAME, isFullDate, yearIn, type DescriptionBook } from './description-book.js';
import { DateLevel, IdentifierLevel, NameLevel, SharedLevel } from './levels.js';

const ALIKE = 90;
const GENERATION_YEARS = 15;

interface Agreements {
  readonly name: number;
  readonly birthDate: number;
  readonly identifiers: number;
  readonly address: number;
  readonly phone: number;
}

/** Two people of one home whom numbers and dates would take for one: twins, or parent and child of one name. */
export function isNamesake(
  book: DescriptionBook,
  a: number,
  b: number,
  found: Agreements,
): boolean {
  const isShared = isSharedHome(found.address) || found.phone === SharedLevel.shared;
  if (!isShared || isIdentified(found.identifiers)) return false;
  return areTwins(book, a, b, found) || areGenerations(book, a, b, found);
}

function isIdentified(level: number): boolean {
  return level >= IdentifierLevel.twoEqual && level <= IdentifierLevel.equalAndContradicting;
}

function areTwins(book: DescriptionBook, a: number, b: number, found: Agreements): boolean {
  const isBirthEqual =
    found.birthDate === DateLevel.exact || found.birthDate === DateLevel.exactFirstOfYear;
  const doContradict = found.identifiers >= IdentifierLevel.oneContradicts;
  const areNamesApart =
    found.name === NameLevel.familyOnly || (doContradict && found.name === NameLevel.nickname);
  return isBirthEqual && areNamesApart && !isAnyGivenShared(book, a, b, doContradict);
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
        if (isStrict) return one === other;
        return tokens.isNicknameEqual(one, other) || tokens.likenessOf(one, other) >= ALIKE;
      }),
  );
}

function areGenerations(book: DescriptionBook, a: number, b: number, found: Agreements): boolean {
  if (found.name !== NameLevel.allEqual || !isSharedHome(found.address)) return false;
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

function namesOf(book: DescriptionBook, no: number): number[] {
  const names: number[] = [];
  const end = book.to(no, NAME.section);
  for (let name = book.from(no, NAME.section); name < end; name += NAME.stride) names.push(name);
  return names;
}
