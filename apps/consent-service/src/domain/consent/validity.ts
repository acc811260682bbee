import type { ConsentFact, ConsentProvision } from '../facts.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import { isPast } from '../interval.js';
import type { ConsentKind, InstrumentKind, ReasonCode } from '../vocabulary.js';
import { missingItems } from './checklist.js';

/** Forms that also serve as a HIPAA authorisation if they carry its elements. */
const PART2_FORMS: readonly ConsentKind[] = ['PART2_SPECIFIC', 'PART2_CJ'];

/** What is wrong with a received form, whatever it covers; nothing for a valid one. */
export function formFault(
  form: ConsentFact,
  policy: CompiledPolicy,
  now: Date,
): ReasonCode | undefined {
  if (isPast(form.revocation?.receivedAt, now) || isPast(form.suspendedAt, now))
    return 'CONSENT_REVOKED';
  if (hasEnded(form, now)) return 'CONSENT_EXPIRED';
  return isPast(form.verifiedAt, now) && isComplete(form, form.kind, policy)
    ? undefined
    : 'CONSENT_DEFECTIVE';
}

export function provisionFault(
  { from, until }: ConsentProvision,
  now: Date,
): ReasonCode | undefined {
  if (from !== undefined && from > now) return 'CONSENT_MISSING';
  return isPast(until, now) ? 'CONSENT_EXPIRED' : undefined;
}

/** Is the form of a kind that a row asks for? */
export function serves(
  form: ConsentFact,
  wanted: readonly InstrumentKind[],
  policy: CompiledPolicy,
): boolean {
  if (wanted.includes(form.kind)) return true;
  return (
    wanted.includes('HIPAA_AUTH') &&
    PART2_FORMS.includes(form.kind) &&
    isComplete(form, 'HIPAA_AUTH', policy)
  );
}

const hasEnded = ({ expiresAt, endEvent, reviewAt }: ConsentFact, now: Date) =>
  isPast(expiresAt, now) || isPast(endEvent?.recordedAt, now) || isPast(reviewAt, now);

/** The checklist is the law's: a kind without one is never complete. */
function isComplete(form: ConsentFact, kind: ConsentKind, policy: CompiledPolicy): boolean {
  const checklist = policy.checklists.get(kind);
  return checklist !== undefined && missingItems(form, checklist, policy.platform).length === 0;
}
