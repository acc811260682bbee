import type { Action, DecisionContext, Label } from '@continuum/contracts';
import type { ConsentFact, InstrumentFact, RelationFact } from '../../src/domain/facts.js';

/** One row of the acceptance table: a world that differs a little, and what is asked in it. */
export interface AcceptanceRow {
  readonly id: string;
  readonly title: string;
  readonly given?: Given;
  readonly asks: readonly Ask[];
}

export interface Given {
  /** Changes to the policy set, by path; rows of a list are named by their id. */
  readonly policy?: readonly PolicyChange[];
  readonly legal?: 'none';
  /** Basis row → instant of its approval. */
  readonly approvals?: Readonly<Record<string, string>>;
  readonly relations?: readonly GivenRelation[];
  readonly forms?: readonly GivenForm[];
  readonly instruments?: readonly GivenInstrument[];
  readonly rosterEvidenceOn?: string;
  readonly sealed?: readonly string[];
}

export type PolicyChange =
  { readonly set: string; readonly to: unknown } | { readonly remove: string };

export type Written<Fact> = {
  readonly [K in keyof Fact]: Fact[K] extends Date | undefined ? string : Fact[K];
};

export type GivenRelation = Omit<Written<RelationFact>, 'relationId' | 'personId'> & {
  readonly user: string;
  readonly person: string;
};

export type GivenForm = Partial<Omit<Written<ConsentFact>, 'personId'>> & {
  readonly use: string;
  readonly person?: string;
  /** A date-only expiry, as the form says it. */
  readonly expiresOn?: string;
};

export type GivenInstrument = Omit<Written<InstrumentFact>, 'personId'> & {
  readonly person: string;
};

export interface Ask {
  /** Instant of the request; the world's now, if absent. */
  readonly at?: string;
  readonly request?: AskedRequest;
  readonly search?: {
    readonly user: string;
    readonly purpose: string;
    readonly elements: readonly string[];
  };
  readonly expect: Expectation;
}

export interface AskedRequest {
  readonly user: string;
  readonly purpose?: string;
  readonly action: Action;
  readonly persons?: readonly string[];
  readonly elements: readonly string[];
  readonly context?: DecisionContext;
  readonly capabilities?: readonly string[];
}

export interface Expectation {
  readonly outcome?: 'PERMIT' | 'PARTIAL' | 'DENY';
  readonly reasons?: readonly string[];
  readonly shown?: readonly string[];
  /** In neither list of the public answer. */
  readonly silent?: readonly string[];
  readonly withheld?: Readonly<Record<string, string>>;
  /** Reason that only the officer's trace gives. */
  readonly officer?: Readonly<Record<string, string>>;
  readonly basisRows?: readonly string[];
  readonly obligations?: Readonly<Record<string, readonly string[]>>;
  readonly validUntil?: string;
  readonly asksThePerson?: boolean;
  readonly searchable?: readonly string[];
  /** In public the answer is the previous one, but for record keys and ids. */
  readonly sameAsPrevious?: boolean;
}

export interface World {
  readonly now: string;
  readonly platformCapabilities: readonly string[];
  readonly persons: Readonly<Record<string, string>>;
  readonly records: readonly {
    readonly recordKey: string;
    readonly dataset: string;
    readonly department: string;
    readonly person: string;
    readonly labels: readonly Label[];
    readonly confidence?: 'confirmed' | 'probable';
  }[];
  readonly relations: readonly GivenRelation[];
  readonly roster: readonly {
    readonly person: string;
    readonly teamId: string;
    readonly programme: string;
    readonly legalMode: 'COUNTY' | 'CITY_LHJ' | 'AT_RISK';
    readonly homelessEvidenceOn: string;
    readonly from: string;
  }[];
  readonly forms: Readonly<Record<string, Omit<GivenForm, 'use'>>>;
}
