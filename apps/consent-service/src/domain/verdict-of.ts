import type { Label } from '@continuum/contracts';
import type { Facts } from './facts.js';
import type { SoundRequest } from './gates/question.js';
import type { Inquiry, Rulings } from './rulings.js';
import { validUntil } from './valid-until.js';
import { isShown, isSilent, toldOf, type Outcome, type Ruling, type Verdict } from './verdict.js';
import type { ReasonCode } from './vocabulary.js';

const ONE_USE: readonly Label[] = ['PART2', 'CHRI', 'NCIC_RESTRICTED', 'JUVENILE'];

/** Gate 0 or 1 denies the whole request. */
export function refusal(reason: ReasonCode, facts: Facts, now: Date): Verdict {
  return {
    outcome: 'DENY',
    reasons: [reason],
    rulings: [],
    validUntil: validUntil(facts, now, false),
    isOneUse: false,
    isSampleLaw: false,
    conflicts: [],
    epochs: facts.epochs,
  };
}

/** Gate 11: the result, in public as if silent elements had not been asked. */
export function verdictOf(
  { request, facts, now }: Inquiry,
  { onRecords, onAbsence }: Rulings,
): Verdict {
  const rulings = isDisguised(request, facts) ? onRecords.map(hidden) : onRecords;
  const told = toldOf(onRecords);
  const open = [
    ...rulings.filter((ruling) => !isSilent(ruling) && told.has(ruling.recordKey)),
    ...onAbsence,
  ];
  const isOneUse = isForOneUse(request, facts, rulings);
  return {
    outcome: outcomeOf(open),
    reasons: isDisguised(request, facts) ? ['UNKNOWN_ELEMENT'] : reasonsOf(open),
    rulings,
    validUntil: validUntil(facts, now, isOneUse),
    isOneUse,
    isSampleLaw: rulings.some((ruling) => ruling.isSampleLaw),
    conflicts: [...new Set(rulings.flatMap(({ conflicts }) => conflicts))],
    epochs: facts.epochs,
  };
}

function outcomeOf(open: readonly Ruling[]): Outcome {
  if (!open.some(isShown)) return 'DENY';
  return open.every(isShown) ? 'PERMIT' : 'PARTIAL';
}

const reasonsOf = (open: readonly Ruling[]) =>
  [...new Set(open.flatMap(({ reason }) => reason ?? []))].toSorted();

/** An element of another's private dataset is decided, but the request answers as if it did not exist. */
const isDisguised = ({ elements }: SoundRequest, facts: Facts) =>
  elements.some((id) => isPrivateToOthers(id, facts));

export function isPrivateToOthers(id: string, { policy, user }: Facts): boolean {
  const element = policy.elements.get(id);
  const isOwn = user?.assignments.some(({ department }) => department === element?.dataset.owner);
  return element?.effectiveLevel === 0 && !isOwn;
}

const hidden = (ruling: Ruling): Ruling =>
  isShown(ruling)
    ? { ...ruling, transform: 'WITHHOLD', reason: 'UNKNOWN_ELEMENT', failedGate: 0 }
    : ruling;

/** Told by what was asked and shown: a silent record must not shorten an answer's life. */
function isForOneUse(
  { purpose, elements }: SoundRequest,
  { policy }: Facts,
  rulings: readonly Ruling[],
): boolean {
  const labels = [
    ...elements.flatMap((id) => policy.elements.get(id)?.allLabels ?? []),
    ...rulings.filter(isShown).flatMap((ruling) => ruling.labels),
  ];
  return purpose === 'BTG' || ONE_USE.some((label) => labels.includes(label));
}
