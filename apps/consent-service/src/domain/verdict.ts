import type { Label } from '@continuum/contracts';
import type { Protection, ReasonCode } from './vocabulary.js';

export type Outcome = 'PERMIT' | 'PARTIAL' | 'DENY';

/** What the engine answers. Silent rulings are in it: only `publicView` may leave the service. */
export interface Verdict {
  /** In public, as if silent elements had not been asked. */
  readonly outcome: Outcome;
  readonly reasons: readonly ReasonCode[];
  readonly rulings: readonly Ruling[];
  readonly validUntil: Date;
  /** Break-glass, Part 2, criminal history, juvenile: never cached. */
  readonly isOneUse: boolean;
  /** Some row that holds is approved for demonstration only. */
  readonly isSampleLaw: boolean;
  /** Consents that contradict each other: somebody asks the person. */
  readonly conflicts: readonly string[];
  readonly epochs: Readonly<Record<string, number>>;
}

/** The ruling on one element of one source record; a question without persons names the dataset as its record. */
export interface Ruling {
  readonly recordKey: string;
  readonly personId?: string;
  readonly dataset: string;
  readonly department: string;
  readonly element: string;
  readonly transform: Protection;
  /** Of the first gate that failed. */
  readonly reason?: ReasonCode;
  readonly failedGate?: number;
  readonly labels: readonly Label[];
  readonly obligations: readonly string[];
  /** Basis rows that hold. */
  readonly basisRows: readonly string[];
  readonly agreementId?: string;
  readonly relationIds: readonly string[];
  readonly consentIds: readonly string[];
  readonly instrumentIds: readonly string[];
  readonly isSampleLaw: boolean;
  /** Consents that say yes and no. */
  readonly conflicts: readonly string[];
  /** Department, role and team in which the user asked. */
  readonly actingAs: {
    readonly department: string;
    readonly role: string;
    readonly teamId?: string;
  };
  readonly trace?: readonly GateTrace[];
}

export interface GateTrace {
  readonly gate: number;
  readonly name: string;
  /** Absent: passed. */
  readonly reason?: ReasonCode;
}

export const isShown = ({ transform }: Ruling) =>
  transform !== 'WITHHOLD' && transform !== 'WITHHOLD_SILENT';
export const isSilent = ({ transform }: Ruling) => transform === 'WITHHOLD_SILENT';

/**
 * Records of which anything may be told: the asker has to do with them, or sees something of them. To everybody else a
 * record that is there sounds like one that is not. A question about nobody names datasets, which are no secret.
 */
export function toldOf(rulings: readonly Ruling[]): ReadonlySet<string> {
  const told = rulings.filter(
    (ruling) =>
      isShown(ruling) || (!isSilent(ruling) && (isRelated(ruling) || isAboutNobody(ruling))),
  );
  return new Set(told.map(({ recordKey }) => recordKey));
}

const isRelated = ({ relationIds, instrumentIds }: Ruling) =>
  relationIds.length + instrumentIds.length > 0;
const isAboutNobody = ({ recordKey, dataset, personId }: Ruling) =>
  recordKey === dataset && personId === undefined;
