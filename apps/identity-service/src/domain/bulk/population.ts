import { DescriptionBook, type BookParts } from '../matching/description-book.js';
import type { Features } from '../preparation/features.js';
import type { Tokens } from '../matching/tokens.js';

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

export const NOBODY = -1;
