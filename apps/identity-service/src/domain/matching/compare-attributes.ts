import { ATTRIBUTE, type DescriptionBook } from './description-book.js';
import { ABSENT, AttributeLevel } from './levels.js';

const ALIKE = 85;

/** The best agreement of any two values of a kind; `value` is the token that agreed, for rarity. */
export interface AttributeAgreement {
  level: number;
  value: number;
}

export function compareAttributes(
  book: DescriptionBook,
  a: number,
  b: number,
  kind: number,
  into: AttributeAgreement,
): void {
  into.level = ABSENT;
  into.value = 0;
  const { cells } = book;
  const { section, stride } = ATTRIBUTE;
  const [toA, toB] = [book.to(a, section), book.to(b, section)];
  for (let left = book.from(a, section); left < toA; left += stride) {
    if (cells[left] !== kind) continue;
    for (let right = book.from(b, section); right < toB; right += stride) {
      if (cells[right] !== kind) continue;
      const level = levelOf(book, left, right);
      if (into.level !== ABSENT && level >= into.level) continue;
      into.level = level;
      into.value = cells[left + 1]!;
    }
  }
}

function levelOf({ cells, tokens }: DescriptionBook, left: number, right: number): number {
  const [a, b] = [cells[left + 1]!, cells[right + 1]!];
  if (a === b) return AttributeLevel.equal;
  if (cells[left + 2] === cells[right + 2]) return AttributeLevel.word;
  return tokens.likenessOf(a, b) >= ALIKE ? AttributeLevel.close : AttributeLevel.different;
}
