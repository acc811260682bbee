import type { NumberTable } from './number-table.js';
import type { Comparison } from './levels.js';

export interface Thresholds {
  /** Weight from which a pair is kept, for people to look at. */
  readonly reviewFloor: number;
  /** Weight from which a pair is an edge. */
  readonly edge: number;
  /**
   * Mean weight between two clusters from which they are one person, by the size of the smaller: one description, two,
   * or more. What a lone one leaves out must not keep it from the many of its own (`toMany`), while two whole people need
   * more than a town and a trade in common.
   */
  readonly person: {
    readonly alone: number;
    readonly toMany: number;
    readonly pair: number;
    readonly group: number;
  };
  /** Mean weight from which a link is confirmed. */
  readonly confirm: number;
  /** Most descriptions of one person. */
  readonly sizeCap: number;
  /** Most descriptions of one component before its edges are thinned. */
  readonly componentLimit: number;
  readonly clampLow: number;
  readonly clampHigh: number;
}

/** A part of a declared key: a word of the name, a part of the birth date, or a declared attribute by its kind. */
export type KeyPart = string;

/** What only this city's records have: attributes that are compared, and keys made of them. */
export interface Declared {
  /** Kinds, at most four; the first is comparison `attribute1`. */
  readonly attributes: readonly string[];
  /** Kinds whose equality singles out one person, as a number does: twins do not share it. */
  readonly identifying?: readonly string[];
  /** Two parts each, of `token`, `family`, `birthDate`, `birthYear`, `monthDay` or a kind. */
  readonly keys: readonly (readonly [KeyPart, KeyPart])[];
}

/** Frozen weights, levels and thresholds. Weights are integers in 1/1000 bit. */
export interface Model {
  readonly id: string;
  readonly prior: number;
  /** Weight of each level, in the order of its number; the first, absent, is 0. */
  readonly weights: Readonly<Record<Comparison, readonly number[]>>;
  readonly declared: Declared;
  /** What a twin or a namesake of another generation weighs instead. */
  readonly replaced: number;
  readonly thresholds: Thresholds;
}

/** Frozen frequencies: how much rarer or more common a value is than its level's average, and what is too common. */
export interface Epoch {
  readonly id: string;
  /** By kind of value: its hash → integer in 1/1000 bit, and what a value adds that the epoch has never seen. */
  readonly rarity: readonly { readonly table: NumberTable; readonly unseen: number }[];
  /** Keys that too many descriptions have. */
  readonly genericKeys: ReadonlySet<number>;
  /** False before any frequencies are known: then single values make no key. */
  readonly isCounted: boolean;
}
