import type { DescriptionBook } from '../matching/description-book.js';
import { COMPARISONS, FIRST_ATTRIBUTE, LEVEL_NAMES } from '../matching/levels.js';
import type { Epoch, Model } from '../matching/model.js';
import { Scorer } from '../matching/score.js';

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

export function waterfall(
  book: DescriptionBook,
  a: number,
  b: number,
  model: Model,
  epoch: Epoch,
): Waterfall {
  const { levels, rarity, isNamesake, weight } = new Scorer(book, model, epoch).score(a, b);
  const parts = COMPARISONS.flatMap((comparison, place): Part[] => {
    const level = levels[place]!;
    if (level === 0) return [];
    return [
      {
        element: elementOf(place, model),
        agreement: LEVEL_NAMES[comparison][level]!,
        weight: model.weights[comparison][level]!,
        rarity: rarity[place]!,
      },
    ];
  });
  return {
    modelId: model.id,
    epochId: epoch.id,
    prior: model.prior,
    parts,
    ...(isNamesake && { replacedBy: model.replaced }),
    weight,
  };
}

/** A declared attribute is called by its kind. */
function elementOf(place: number, { declared }: Model): string {
  const comparison = COMPARISONS[place]!;
  if (comparison === 'identifiers') return 'identifier';
  return declared.attributes[place - FIRST_ATTRIBUTE] ?? comparison;
}
