import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { decide } from '../domain/decide.js';
import type { AssignmentFact } from '../domain/facts.js';
import { REASON_TEXTS } from '../domain/reason-texts.js';
import { isSilent, type Ruling, type Verdict } from '../domain/verdict.js';
import { DecisionRepository, type KeptDecision } from '../store/ledger/decision.repository.js';
import { PolicyRepository } from '../store/policy/policy.repository.js';
import { AuditLog } from './audit-log.js';
import { sightOf } from './ledger-sight.js';
import { StaffDesk } from './staff-desk.js';

export interface Explanation {
  readonly decisionId: string;
  readonly decidedAt: string;
  readonly outcome: string;
  readonly level: 'user' | 'owner' | 'privacy-officer';
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  /** Gate by gate, silent rulings included; only for owners, of their own data, and privacy officers. */
  readonly rulings: readonly Ruling[];
}

/** Takes a past decision again on its own facts and instant, with every gate reported. */
@Injectable()
export class Explainer {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: DecisionRepository,
    private readonly policies: PolicyRepository,
    private readonly staff: StaffDesk,
    private readonly audit: AuditLog,
  ) {}

  async explain(decisionId: string, caller: CallerIdentity): Promise<Explanation> {
    return this.dataSource.transaction(async (tx) => {
      const decision = await this.decisions.get(decisionId, tx);
      const userId = caller.user?.id ?? '';
      const view = viewOf(await this.staff.seatsOf(caller, tx), decision.userId === userId);
      if (!view) throw new Refused('NOT_FOUND', 'There is no such decision.');
      const verdict = await this.repeat(decision, tx);
      await this.audit.write('city', lookOf(decisionId, userId), tx);
      return explanationOf(decision, verdict, view);
    });
  }

  /** The same answer as then: nothing but the trace is new. */
  async repeat(decision: KeptDecision, tx: EntityManager): Promise<Verdict> {
    const policy = await this.policies.asOf(decision.epochs, tx);
    const request = { ...decision.request, trace: true };
    return decide(request, { ...decision.facts, policy }, decision.decidedAt);
  }
}

/** A look into the ledger is an entry of it. */
const lookOf = (decisionId: string, userId: string) => ({
  decisionId,
  actor: { user: userId },
  action: 'explain',
  outcome: 'PERMIT',
  reasonCodes: [],
});

interface View {
  readonly level: Explanation['level'];
  readonly sees: (ruling: Ruling) => boolean;
}

function viewOf(seats: readonly AssignmentFact[], isOwnDecision: boolean): View | undefined {
  return sightOf(seats) ?? (isOwnDecision ? { level: 'user', sees: () => false } : undefined);
}

function explanationOf(
  decision: KeptDecision,
  verdict: Verdict,
  { level, sees }: View,
): Explanation {
  const rulings = verdict.rulings.filter(sees);
  return {
    decisionId: decision.decisionId,
    decidedAt: decision.decidedAt.toISOString(),
    outcome: verdict.outcome,
    level,
    reasons: [
      ...new Set([
        ...verdict.reasons,
        ...rulings.filter(isSilent).flatMap(({ reason }) => reason ?? []),
      ]),
    ].map((code) => ({ code, text: REASON_TEXTS[code] })),
    rulings,
  };
}
