/** One degree of agreement. Weights are integers in 1/1000 bit. */
export interface Level {
  readonly name: string;
  readonly weight: number;
  /** Share of the value's rarity that is added. */
  readonly rarity: number;
}

/** Comparisons in the order of the waterfall. */
export const COMPARISONS = [
  'name',
  'birthDate',
  'identifiers',
  'ssn4',
  'departmentPerson',
  'address',
  'phone',
  'email',
  'sex',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Thresholds {
  /** Weight from which a pair is kept, for people to look at. */
  readonly reviewFloor: number;
  /** Weight from which a pair is an edge. */
  readonly edge: number;
  /** Mean weight between two clusters from which they are one person. */
  readonly person: number;
  /** Mean weight from which a link is confirmed. */
  readonly confirm: number;
  /** Most descriptions of one person. */
  readonly sizeCap: number;
  /** Most descriptions of one component before its edges are thinned. */
  readonly componentLimit: number;
  readonly clampLow: number;
  readonly clampHigh: number;
}

/** Frozen weights, levels and thresholds. A level's place in the list is its number in a pattern; 0 is absent. */
export interface Model {
  readonly id: string;
  readonly prior: number;
  readonly levels: Readonly<Record<Comparison, readonly Level[]>>;
  /** What a twin or a namesake of another generation weighs instead. */
  readonly replaced: number;
  readonly thresholds: Thresholds;
}

/** Frozen frequencies: how much rarer or more common a value is than its level's average, and what is too common. */
export interface Epoch {
  readonly id: string;
  /** hashKey(comparison, value) → integer in 1/1000 bit */
  readonly rarity: ReadonlyMap<number, number>;
  readonly genericKeys: ReadonlySet<number>;
  readonly rarePostcodes: ReadonlySet<number>;
}

export const EMPTY_EPOCH: Epoch = {
  id: 'epoch-empty',
  rarity: new Map(),
  genericKeys: new Set(),
  rarePostcodes: new Set(),
};
