import { DescriptionBook } from '../matching/description-book.js';
import { hashOf } from '../preparation/prepare.js';
import type { Features } from '../preparation/features.js';
import type { Tokens } from '../matching/tokens.js';

/** Records of a city in the order of their keys, and the distinct features they have. */
export class Population {
  readonly book: DescriptionBook;
  /** Description of each record; `nobody` for one that does not say who it is about. */
  readonly descriptionOf: number[] = [];
  /** Records of each description. */
  readonly records: number[] = [];
  private readonly byHash = new Map<string, number>();

  constructor(tokens: Tokens) {
    this.book = new DescriptionBook(tokens);
  }

  /** Adds the next record. */
  add(features: Features): void {
    if (features.isNameless) {
      this.descriptionOf.push(NOBODY);
      return;
    }
    const hash = hashOf(features);
    let no = this.byHash.get(hash);
    if (no === undefined) {
      no = this.book.add(features);
      this.byHash.set(hash, no);
      this.records.push(0);
    }
    this.records[no]! += 1;
    this.descriptionOf.push(no);
  }
}

export const NOBODY = -1;
