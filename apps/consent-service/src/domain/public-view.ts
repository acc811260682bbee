import {
  GATEWAY_OBLIGATIONS,
  type Obligation,
  type SourceDecision,
  type Transform,
} from '@continuum/contracts';
import type { CompiledPolicy } from './policy/compile-policy.js';
import { REASON_TEXTS } from './reason-texts.js';
import { isShown, isSilent, toldOf, type Ruling, type Verdict } from './verdict.js';

/** What the user may know of a verdict: nothing silent, and no record that they have nothing to do with. */
export interface PublicView {
  readonly outcome: Verdict['outcome'];
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly sources: readonly SourceDecision[];
  readonly obligations: readonly Obligation[];
}

/** Gates up to this one say whether the user has anything to do with the record at all. */
const RELATION_GATE = 5;

export function publicView(verdict: Verdict, policy: CompiledPolicy): PublicView {
  const told = toldOf(verdict.rulings);
  const open = verdict.rulings.filter((ruling) => told.has(ruling.recordKey) && isOpen(ruling));
  const bySource = Map.groupBy(open, ({ recordKey }) => recordKey);
  return {
    outcome: verdict.outcome,
    reasons: verdict.reasons.map((code) => ({ code, text: REASON_TEXTS[code] })),
    sources: [...bySource.values()].flatMap(sourceOf).toSorted(byKey),
    obligations: obligationsOf(verdict.rulings.filter(isShown), policy),
  };
}

const isOpen = (ruling: Ruling) =>
  isShown(ruling) || (!isSilent(ruling) && (ruling.failedGate ?? 0) > RELATION_GATE);

function sourceOf(rulings: readonly Ruling[]): SourceDecision[] {
  const [first] = rulings;
  if (!first) return [];
  const { recordKey, personId = null, dataset, department } = first;
  const shown = rulings.filter(isShown).map(({ element, transform, obligations }) => ({
    element,
    transform: transform as Transform,
    obligations: obligations.filter(isForGateway),
  }));
  const withheld = rulings.flatMap(({ element, reason }) => (reason ? [{ element, reason }] : []));
  const labels = [...new Set(rulings.filter(isShown).flatMap((ruling) => ruling.labels))];
  return [{ recordKey, personId, dataset, department, labels, shown, withheld }];
}

/** Notices travel beside the data they govern, each with its elements and consents. */
function obligationsOf(shown: readonly Ruling[], policy: CompiledPolicy): Obligation[] {
  return GATEWAY_OBLIGATIONS.flatMap((code) => {
    const governed = shown.filter(({ obligations }) => obligations.includes(code));
    const notice = policy.notices.get(code);
    const consentIds = [...new Set(governed.flatMap((ruling) => ruling.consentIds))];
    if (governed.length === 0) return [];
    return [
      {
        code,
        elements: [...new Set(governed.map(({ element }) => element))],
        ...(notice && { text: notice.text, textVersion: notice.version }),
        ...(consentIds.length > 0 && { consentIds }),
      },
    ];
  });
}

const isForGateway = (code: string) => GATEWAY_OBLIGATIONS.some((known) => known === code);

const byKey = (one: SourceDecision, other: SourceDecision) =>
  one.recordKey < other.recordKey ? -1 : 1;
