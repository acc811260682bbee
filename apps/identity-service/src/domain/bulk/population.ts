import { familyOf, givenOf } from '../matching/compare-names.js';
import { DescriptionBook, NAME, type BookParts } from '../matching/description-book.js';
import type { Features } from '../preparation/features.js';
import type { Tokens } from '../matching/tokens.js';
import { sortedByKey } from './radix-sort.js';

export interface PopulationParts {
  readonly book: BookParts;
  readonly descriptionOf: Int32Array;
}

const LOAD = 0.5;

/** Records of a city in the order of their keys, and the distinct features they have. */
export class Population {
  readonly book: DescriptionBook;
  /** Description of each record; `nobody` for one that does not say who it is about. */
  readonly descriptionOf: number[] = [];
  /** Records of each description. */
  readonly records: number[] = [];
  /** Descriptions by the hash of what they say, open-addressed; 0 is none, no description stands one higher. */
  private slots = new Int32Array(1 << 10);

  constructor(tokens: Tokens) {
    this.book = new DescriptionBook(tokens);
  }

  /** Adds the next record. */
  add(features: Features): void {
    if (features.isNameless) {
      this.descriptionOf.push(NOBODY);
      return;
    }
    const no = this.known(this.book.add(features));
    this.records[no]! += 1;
    this.descriptionOf.push(no);
  }

  /** Adds the next records, which another thread has prepared. */
  addAll({ book, descriptionOf }: PopulationParts): void {
    const ids = Int32Array.from(book.tokens.texts, (text) => this.book.tokens.of(text));
    const known = Int32Array.from(book.starts, (_, no) =>
      this.known(this.book.addFrom(book, no, ids)),
    );
    for (const local of descriptionOf) {
      const no = local === NOBODY ? NOBODY : known[local]!;
      this.descriptionOf.push(no);
      if (no !== NOBODY) this.records[no]! += 1;
    }
  }

  /**
   * Puts descriptions side by side whose names sound alike: those are compared, and what lies close is read fast.
   * Numbers change; what they say does not.
   */
  arrange(): void {
    const { book, records, descriptionOf } = this;
    const before = Int32Array.from({ length: book.size }, (_, no) => no);
    const { owners: order } = sortedByKey(
      before.map((no) => soundOf(book, no)),
      before,
    );
    book.arrange(order);
    const after = new Int32Array(book.size);
    for (const [no, old] of order.entries()) after[old] = no;
    const counts = Array.from(order, (old) => records[old]!);
    for (const [no, count] of counts.entries()) records[no] = count;
    for (const [record, old] of descriptionOf.entries()) {
      if (old !== NOBODY) descriptionOf[record] = after[old]!;
    }
    this.slots.fill(0);
    for (let no = 0; no < book.size; no += 1) this.slots[this.slotOf(no)] = no + 1;
  }

  /** All of it as plain data. */
  parts(): PopulationParts {
    return { book: this.book.parts(), descriptionOf: Int32Array.from(this.descriptionOf) };
  }

  /** The description that says the same as the one added last, which then goes. */
  private known(added: number): number {
    const slot = this.slotOf(added);
    if (this.slots[slot] !== 0) {
      this.book.forgetLast();
      return this.slots[slot]! - 1;
    }
    this.slots[slot] = added + 1;
    this.records.push(0);
    if (this.book.size > this.slots.length * LOAD) this.widen();
    return added;
  }

  private slotOf(no: number): number {
    const { book, slots } = this;
    let slot = book.hash(no) & (slots.length - 1);
    while (slots[slot] !== 0 && !book.isEqual(slots[slot]! - 1, no)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private widen(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    for (let no = 0; no < this.book.size; no += 1) this.slots[this.slotOf(no)] = no + 1;
  }
}

/** Half of it from the family name, half from the given name that stands first. */
function soundOf(book: DescriptionBook, no: number): number {
  const name = book.from(no, NAME.section);
  if (name === book.to(no, NAME.section)) return 0;
  const { cells, tokens } = book;
  const [given, family] = [givenOf(cells, name), familyOf(cells, name)];
  return (tokens.sound(family || given) & ~0xffff) | (tokens.sound(given) >>> 16);
}

export const NOBODY = -1;
