import { Refused, type FieldError } from '@continuum/contracts';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { PolicySet } from '../domain/policy-set.js';
import { validatePolicySet } from '../domain/policy/validation/validate-policy-set.js';

/**
 * The set, if it is what its digest says and consistent as a whole.
 * @throws Refused INVALID naming each row at fault; the running policy stays
 */
export function policySetOf(content: unknown, digest: string, allowsSampleLaw: boolean): PolicySet {
  if (digestOf(content) !== digest) {
    throw new Refused('DIGEST_DIFFERS', 'The set is not the one its digest names.');
  }
  const set = content as PolicySet;
  const faults = faultsOf(set);
  if (faults.length > 0) throw new Refused('INVALID', 'The policy set is inconsistent.', faults);
  if (!allowsSampleLaw && set.approvals.some(({ isSample }) => isSample)) {
    throw new Refused('SAMPLE_LAW', 'Rows approved for demonstration need LEGAL_APPROVAL=sample.');
  }
  return set;
}

/** A part that is missing or of another shape cannot be named by its row. */
function faultsOf(set: PolicySet): FieldError[] {
  try {
    return validatePolicySet(set);
  } catch {
    return [
      { field: '', code: 'SHAPE', text: 'A part of the set is missing or has another shape.' },
    ];
  }
}

/** SHA-256 of the canonical JSON, hexadecimal. */
export const digestOf = (content: unknown) =>
  createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
