import type { DataOf, DecisionRecordedV1, PermitRecords } from '@continuum/contracts';
import type { AccessRequest, Facts } from '../../domain/facts.js';
import type { Verdict } from '../../domain/verdict.js';
import type { AuditDraft } from './audit.repository.js';

/** Who asked, as the audit names it. */
export interface Asker {
  readonly userId: string;
  readonly caller: string;
  readonly isOnBehalf: boolean;
  readonly mfa: boolean;
}

/** A decision that was taken and is not yet in the ledger. */
export interface TakenDecision<V extends Verdict = Verdict> {
  readonly decisionId: string;
  readonly decidedAt: Date;
  readonly asker: Asker;
  readonly request: AccessRequest;
  readonly facts: Facts;
  readonly verdict: V;
  readonly tookMs: number;
}

export interface Disclosure {
  readonly disclosureId: string;
  readonly decisionId: string;
  readonly disclosedAt: Date;
  readonly subjectPseudonym: string;
  readonly owner: string;
  readonly recipientDepartment: string;
  readonly purpose: string;
  readonly datasets: readonly string[];
  readonly kind: string;
}

/** A permit kept here because it is too long for a header. */
export interface KeptPermit {
  readonly permitId: string;
  readonly decisionId: string;
  readonly audience: string;
  readonly records: PermitRecords;
}

/** Everything that is written about one decision, in one transaction. */
export interface DecisionDraft {
  readonly taken: TakenDecision;
  readonly entries: readonly AuditDraft[];
  readonly disclosures: readonly Disclosure[];
  readonly permits: readonly KeptPermit[];
  readonly recorded: DataOf<typeof DecisionRecordedV1>;
}
