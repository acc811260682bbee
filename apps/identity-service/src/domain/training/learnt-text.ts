import type { Learnt } from '../bulk/learn-and-link.js';
import type { Epoch } from '../matching/model.js';
import { NumberTable } from '../matching/number-table.js';

/** Frequencies as plain values: tables become lists, in the order of their values. */
export interface KeptEpoch {
  readonly id: string;
  readonly rarity: readonly { readonly unseen: number; readonly values: [number, number][] }[];
  readonly genericKeys: readonly number[];
  readonly isCounted: boolean;
}

export function keepEpoch({ id, rarity, genericKeys, isCounted }: Epoch): KeptEpoch {
  return {
    id,
    rarity: rarity.map(({ table, unseen }) => ({
      unseen,
      values: [...table.entries()].sort(([a], [b]) => a - b),
    })),
    genericKeys: [...genericKeys].sort((a, b) => a - b),
    isCounted,
  };
}

export function epochFrom({ id, rarity, genericKeys, isCounted }: KeptEpoch): Epoch {
  return {
    id,
    rarity: rarity.map(({ unseen, values }) => {
      const table = new NumberTable();
      for (const [value, bits] of values) table.set(value, bits);
      return { table, unseen };
    }),
    genericKeys: new Set(genericKeys),
    isCounted,
  };
}

/** A model with its frequencies as text: what one file has taught, used on another. */
export function writeLearnt({ model, epoch }: Learnt): string {
  return JSON.stringify({ model, epoch: keepEpoch(epoch) });
}

export function readLearnt(text: string): Learnt {
  const { model, epoch } = JSON.parse(text) as { model: Learnt['model']; epoch: KeptEpoch };
  return { model, epoch: epochFrom(epoch) };
}
