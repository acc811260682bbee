import { DescriptionBook, type BookParts } from '../matching/description-book.js';
import type { Epoch, Model } from '../matching/model.js';
import { NumberTable, type NumberTableParts } from '../matching/number-table.js';
import { Scorer } from '../matching/score.js';

/** All that a scorer needs, as plain data. */
export interface ScoringParts {
  readonly book: BookParts;
  readonly model: Model;
  readonly rarity: readonly { readonly table: NumberTableParts; readonly unseen: number }[];
}

export function scoringParts(book: BookParts, model: Model, { rarity }: Epoch): ScoringParts {
  return {
    book,
    model,
    rarity: rarity.map(({ table, unseen }) => ({ table: table.parts(), unseen })),
  };
}

export function scorerFrom({ book, model, rarity }: ScoringParts): Scorer {
  return new Scorer(DescriptionBook.from(book), model, {
    rarity: rarity.map(({ table, unseen }) => ({ table: NumberTable.from(table), unseen })),
  });
}
