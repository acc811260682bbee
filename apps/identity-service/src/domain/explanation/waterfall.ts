import type { DescriptionBook } from '../matching/description-book.js';
import { COMPARISONS, type Comparison, type Epoch, type Model } from '../matching/model.js';
import { Score, score } from '../matching/score.js';

/** What one comparison adds. It names elements and degrees, never values. */
export interface Part {
  readonly element: string;
  readonly agreement: string;
  readonly weight: number;
  readonly rarity: number;
}

/** Prior, every comparison that could be made, and what replaced their sum: it adds up exactly to the stored weight. */
export interface Waterfall {
  readonly modelId: string;
  readonly epochId: string;
  readonly prior: number;
  readonly parts: readonly Part[];
  /** For namesakes of one home: what takes the place of the sum until a human decides. */
  readonly replacedBy?: number;
  readonly weight: number;
}

const ELEMENTS: Readonly<Partial<Record<Comparison, string>>> = { identifiers: 'identifier' };

export function waterfall(
  book: DescriptionBook,
  a: number,
  b: number,
  model: Model,
  epoch: Epoch,
): Waterfall {
  const scored = new Score();
  const weight = score(book, a, b, { model, epoch }, scored);
  const parts = COMPARISONS.flatMap((comparison, at): Part[] => {
    const level = model.levels[comparison][scored.levels[at]!]!;
    if (scored.levels[at] === 0) return [];
    return [
      {
        element: ELEMENTS[comparison] ?? comparison,
        agreement: level.name,
        weight: level.weight,
        rarity: scored.rarity[at]!,
      },
    ];
  });
  return {
    modelId: model.id,
    epochId: epoch.id,
    prior: model.prior,
    parts,
    ...(scored.isNamesake && { replacedBy: model.replaced }),
    weight,
  };
}
