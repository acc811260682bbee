/** A description as clustering sees it. */
export interface Member {
  readonly no: number;
  /** Smallest key of its records now: what order is decided by. */
  readonly key: string;
  /** It links by a judgement alone. */
  readonly isUnlinkable: boolean;
}

/** A scored pair of members, by their places in the component. */
export interface Edge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** Statements of people, by places in the component. */
export interface Statements {
  readonly same: readonly { readonly id: string; readonly members: readonly number[] }[];
  readonly different: readonly {
    readonly id: string;
    readonly left: readonly number[];
    readonly right: readonly number[];
  }[];
}

export interface Component {
  readonly members: readonly Member[];
  readonly edges: readonly Edge[];
  readonly statements: Statements;
  /** Out of one that was too large. */
  readonly isCut?: boolean;
}

/** Weight and levels of any two members, scored when asked. */
export interface Weigh {
  (a: number, b: number): { readonly weight: number; readonly pattern: number };
}

export type Guard =
  'judgement' | 'namesake' | 'identifier' | 'size' | 'mean' | 'birth-dates' | 'relatives';

/** An edge that was not allowed to unite. */
export interface Refusal {
  readonly a: number;
  readonly b: number;
  readonly guard: Guard;
}

/** One union, in the order it was made: how a person came about. */
export interface Union {
  readonly a: number;
  readonly b: number;
  readonly by: 'judgement' | 'edge';
  readonly weight: number;
  readonly mean: number;
  readonly sizes: readonly [number, number];
}

export type QuestionKind =
  'close-call' | 'twins' | 'identifier-conflict' | 'judgement-conflict' | 'oversize';

export interface Question {
  readonly kind: QuestionKind;
  readonly a: number;
  readonly b: number;
}

export interface Cluster {
  /** Places in the component, ascending. */
  readonly members: readonly number[];
  readonly core: ReadonlySet<number>;
}

export interface Partition {
  readonly clusters: readonly Cluster[];
  readonly unions: readonly Union[];
  readonly refusals: readonly Refusal[];
  readonly questions: readonly Question[];
}
