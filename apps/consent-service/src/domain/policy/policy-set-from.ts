import { Refused } from '@continuum/contracts';
import type { PolicySet } from '../policy-set.js';
import { assemblePolicySet } from './assemble-policy-set.js';
import type { CityDocument, LegalDocument } from './policy-document.js';
import { resolveDates } from './resolve-dates.js';
import { validatePolicySet } from './validation/validate-policy-set.js';

/** What is sent to set a city up: its own documents, its law, and the instant from which its dates count. */
export interface PolicyContent {
  readonly city: CityDocument;
  readonly law: LegalDocument;
  readonly firstRunAt: string;
}

/**
 * The set in force once it is applied.
 * @throws Refused POLICY_SET_INVALID naming each row, SAMPLE_LAW where rows approved for demonstration are not allowed
 */
export function policySetFrom(content: PolicyContent, allowsSampleLaw: boolean): PolicySet {
  const set = read(content);
  const faults = validatePolicySet(set);
  if (faults.length > 0) {
    throw new Refused('POLICY_SET_INVALID', 'The policy set contradicts itself.', faults);
  }
  if (!allowsSampleLaw && set.approvals.some(({ isSample }) => isSample)) {
    throw new Refused('SAMPLE_LAW', 'Rows are approved for demonstration only.');
  }
  return set;
}

function read({ city, law, firstRunAt }: PolicyContent): PolicySet {
  try {
    return resolveDates(assemblePolicySet(city, law), new Date(firstRunAt));
  } catch {
    throw new Refused('POLICY_SET_INVALID', 'The policy set has not the shape of one.');
  }
}
