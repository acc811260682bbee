import { NumberTable, type Learnt } from '@continuum/identity-service';

interface Kept {
  readonly model: Learnt['model'];
  readonly epoch: {
    readonly id: string;
    readonly rarity: readonly { readonly unseen: number; readonly values: [number, number][] }[];
    readonly genericKeys: readonly number[];
    readonly isCounted: boolean;
  };
}

/** A model with its frequencies as text: what one file has taught, used on another. */
export function writeLearnt({ model, epoch }: Learnt): string {
  const rarity = epoch.rarity.map(({ table, unseen }) => ({
    unseen,
    values: [...table.entries()],
  }));
  const { id, isCounted } = epoch;
  const kept: Kept = {
    model,
    epoch: { id, rarity, genericKeys: [...epoch.genericKeys], isCounted },
  };
  return JSON.stringify(kept);
}

export function readLearnt(text: string): Learnt {
  const { model, epoch } = JSON.parse(text) as Kept;
  const rarity = epoch.rarity.map(({ unseen, values }) => {
    const table = new NumberTable();
    for (const [value, bits] of values) table.set(value, bits);
    return { table, unseen };
  });
  return { model, epoch: { ...epoch, rarity, genericKeys: new Set(epoch.genericKeys) } };
}
