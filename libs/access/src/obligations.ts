import type { Decision, ElementDecision, Obligation } from '@continuum/contracts';

/** Carried out by consent-service in the decision's own transaction: done when the decision is there. */
const DONE_BY_DECISION = new Set([
  'LOG',
  'LOG_DISCLOSURE',
  'LOG_P2',
  'LOG_SECONDARY',
  'DOC_2_51',
  'NOTIFY',
  'REVIEW',
]);
/** Obligations to say something beside the data: where it is not there to be said, the data is not shown. */
const SAID: Readonly<Record<string, (obligation: Obligation) => boolean>> = {
  NOTICE_P2: ({ text }) => Boolean(text),
  CONSENT_SCOPE: ({ text, consentIds = [] }) => Boolean(text) || consentIds.length > 0,
};

export interface CarriedOut {
  /** What may still be shown. */
  readonly decision: Decision;
  /** What travels in the body beside it. */
  readonly notices: readonly Obligation[];
}

/** Obligations are carried out, or what they govern is not shown. `declared` are the caller's capabilities. */
export function carryOut(decision: Decision, declared: readonly string[]): CarriedOut {
  const given = decision.obligations.filter(({ code }) => declared.includes(code));
  const isMet = ({ element, obligations }: ElementDecision) =>
    obligations
      .filter((code) => !DONE_BY_DECISION.has(code))
      .every((code) => declared.includes(code) && isSaid(code, element, given));
  const sources = decision.sources
    .map((source) => ({ ...source, shown: source.shown.filter(isMet) }))
    .filter(({ shown, withheld }) => shown.length + withheld.length > 0);
  const shown = new Set(sources.flatMap((source) => source.shown.map(({ element }) => element)));
  return {
    decision: { ...decision, sources },
    notices: given.filter(({ elements }) => elements.some((element) => shown.has(element))),
  };
}

function isSaid(code: string, element: string, given: readonly Obligation[]): boolean {
  const isThere = SAID[code];
  if (!isThere) return true;
  return given.some((one) => one.code === code && one.elements.includes(element) && isThere(one));
}
