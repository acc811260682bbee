import { DEPARTMENT_PERSON, SSN4, TRUSTED, type DescriptionBook } from './description-book.js';
import { ABSENT, DepartmentLevel, IdentifierLevel, Ssn4Level } from './levels.js';

/** Trusted identifiers together: kinds that both have are equal, share a core, or contradict. */
export function compareIdentifiers(book: DescriptionBook, a: number, b: number): number {
  const { cells } = book;
  const [fromA, toA] = [book.from(a, TRUSTED.section), book.to(a, TRUSTED.section)];
  const [fromB, toB] = [book.from(b, TRUSTED.section), book.to(b, TRUSTED.section)];
  let [equal, cores, contradicting] = [0, 0, 0];
  let lastKind = 0;
  for (let left = fromA; left < toA; left += TRUSTED.stride) {
    const kind = cells[left]!;
    if (kind === lastKind) continue;
    lastKind = kind;
    const best = bestOfKind(cells, kind, [left, toA], [fromB, toB]);
    if (best === EQUAL) equal += 1;
    if (best === CORE) cores += 1;
    if (best === CONTRADICTS) contradicting += 1;
  }
  if (equal > 0 && contradicting > 0) return IdentifierLevel.equalAndContradicting;
  if (equal > 0) return equal > 1 ? IdentifierLevel.twoEqual : IdentifierLevel.oneEqual;
  if (cores > 0) return IdentifierLevel.coreEqual;
  if (contradicting === 0) return ABSENT;
  return contradicting > 1 ? IdentifierLevel.twoContradict : IdentifierLevel.oneContradicts;
}

/** Cells of an encoded number: kind, issuer, two halves of the hash, and the core of a trusted one. */
const ISSUER_CELL = 1;
const CORE_CELL = 4;

function isOneIssuer(cells: Int32Array, left: number, right: number): boolean {
  const [a, b] = [cells[left + ISSUER_CELL], cells[right + ISSUER_CELL]];
  return a === b || a === 0 || b === 0;
}

function isNumberEqual(cells: Int32Array, left: number, right: number): boolean {
  return cells[left + 2] === cells[right + 2] && cells[left + 3] === cells[right + 3];
}

const NOT_COMPARABLE = 0;
const CONTRADICTS = 1;
const CORE = 2;
const EQUAL = 3;

function bestOfKind(
  cells: Int32Array,
  kind: number,
  [fromA, toA]: [number, number],
  [fromB, toB]: [number, number],
): number {
  let best = NOT_COMPARABLE;
  for (let left = fromA; left < toA && cells[left] === kind; left += TRUSTED.stride) {
    for (let right = fromB; right < toB; right += TRUSTED.stride) {
      if (cells[right] !== kind || !isOneIssuer(cells, left, right)) continue;
      const isEqual = isNumberEqual(cells, left, right);
      const isCoreEqual =
        cells[left + CORE_CELL] !== 0 && cells[left + CORE_CELL] === cells[right + CORE_CELL];
      best = Math.max(best, isEqual ? EQUAL : isCoreEqual ? CORE : CONTRADICTS);
    }
  }
  return best;
}

/** Says nothing new where both whole numbers are known. */
export function compareSsn4(book: DescriptionBook, a: number, b: number): number {
  if (book.hasFullSsn(a) && book.hasFullSsn(b)) return ABSENT;
  const toA = book.to(a, SSN4.section);
  const toB = book.to(b, SSN4.section);
  let best: number = ABSENT;
  for (let left = book.from(a, SSN4.section); left < toA; left += 1) {
    for (let right = book.from(b, SSN4.section); right < toB; right += 1) {
      const level = fourDigits(book.cells[left]!, book.cells[right]!);
      best = best === ABSENT ? level : Math.min(best, level);
    }
  }
  return best;
}

function fourDigits(a: number, b: number): number {
  if (a === b) return Ssn4Level.equal;
  const differing = [1, 10, 100, 1000].filter((place) => digit(a, place) !== digit(b, place));
  const [low = 0, high = 0] = differing;
  const isSwapped =
    differing.length === 2 &&
    high === low * 10 &&
    digit(a, low) === digit(b, high) &&
    digit(a, high) === digit(b, low);
  return differing.length === 1 || isSwapped ? Ssn4Level.near : Ssn4Level.different;
}

const digit = (four: number, place: number) => Math.trunc(four / place) % 10;

export function compareDepartmentPersons(book: DescriptionBook, a: number, b: number): number {
  const { cells } = book;
  const toA = book.to(a, DEPARTMENT_PERSON.section);
  const toB = book.to(b, DEPARTMENT_PERSON.section);
  let level: number = ABSENT;
  const { section, stride } = DEPARTMENT_PERSON;
  for (let left = book.from(a, section); left < toA; left += stride) {
    for (let right = book.from(b, section); right < toB; right += stride) {
      if (cells[left] !== cells[right] || !isOneIssuer(cells, left, right)) continue;
      if (isNumberEqual(cells, left, right)) return DepartmentLevel.equal;
      level = DepartmentLevel.different;
    }
  }
  return level;
}
