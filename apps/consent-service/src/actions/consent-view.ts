import type { ConsentState, ConsentView } from '@continuum/contracts';
import { missingItems } from '../domain/consent/checklist.js';
import type { ConsentForm } from '../domain/consent/form-steps.js';
import { formFault } from '../domain/consent/validity.js';
import type { CompiledPolicy } from '../domain/policy/compile-policy.js';

/** A form as its discloser sees it at this instant. */
export function consentView(form: ConsentForm, policy: CompiledPolicy, now: Date): ConsentView {
  const checklist = policy.checklists.get(form.kind) ?? [];
  const fact = { ...form, confidence: 'confirmed' as const };
  const { revocation, suspendedAt } = form;
  return {
    consentId: form.consentId,
    version: form.version,
    recordKey: form.recordKey,
    kind: form.kind,
    family: form.family,
    discloser: form.discloser,
    state: stateOf(form, policy, now),
    missing: missingItems(fact, checklist, policy.platform),
    receivedAt: form.receivedAt?.toISOString() ?? null,
    verifiedAt: form.verifiedAt?.toISOString() ?? null,
    expiresAt: form.expiresAt?.toISOString() ?? null,
    revokedAt: (revocation?.receivedAt ?? suspendedAt)?.toISOString() ?? null,
  };
}

function stateOf(form: ConsentForm, policy: CompiledPolicy, now: Date): ConsentState {
  switch (formFault({ ...form, confidence: 'confirmed' }, policy, now)) {
    case undefined:
      return 'verified';
    case 'CONSENT_REVOKED':
      return form.revocation ? 'revoked' : 'suspended';
    case 'CONSENT_EXPIRED':
      return 'expired';
    default:
      return form.verifiedAt ? 'defective' : 'received';
  }
}
