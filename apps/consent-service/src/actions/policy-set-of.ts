import { Refused } from '@continuum/contracts';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import type { PolicySet } from '../domain/policy-set.js';
import { policySetFaults } from '../domain/policy/policy-set-faults.js';

/**
 * The set, if it is what its digest says and consistent as a whole.
 * @throws Refused INVALID naming each row at fault; the running policy stays
 */
export function policySetOf(content: unknown, digest: string, allowsSampleLaw: boolean): PolicySet {
  if (digestOf(content) !== digest) {
    throw new Refused('DIGEST_DIFFERS', 'The set is not the one its digest names.');
  }
  const faults = policySetFaults(content);
  if (faults.length > 0) throw new Refused('INVALID', 'The policy set is inconsistent.', faults);
  const set = content as PolicySet;
  if (!allowsSampleLaw && set.approvals.some(({ isSample }) => isSample)) {
    throw new Refused('SAMPLE_LAW', 'Rows approved for demonstration need LEGAL_APPROVAL=sample.');
  }
  return set;
}

/** SHA-256 of the canonical JSON, hexadecimal. */
export const digestOf = (content: unknown) =>
  createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
