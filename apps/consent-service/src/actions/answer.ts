import type { Decision, OwnerPermit } from '@continuum/contracts';
import { publicView } from '../domain/public-view.js';
import type { TakenDecision } from '../store/ledger/decision-draft.js';

/** What leaves the service: silent rulings are in no list, count or order of it. */
export function answerOf(taken: TakenDecision, permits: readonly OwnerPermit[]): Decision {
  const { decisionId, verdict, facts } = taken;
  return {
    decisionId,
    ...publicView(verdict, facts.policy),
    validUntil: verdict.validUntil.toISOString(),
    epochs: verdict.epochs,
    permits,
    ...(verdict.isSampleLaw && { legal: 'sample' as const }),
  };
}
