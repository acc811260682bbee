import type { FieldError } from '@continuum/contracts';
import type { PolicySet } from '../../policy-set.js';
import { fault } from './fault.js';
import { validateAgreements } from './validate-agreements.js';
import { validateDatasets } from './validate-datasets.js';
import { validateDirectory } from './validate-directory.js';
import { validateLaw } from './validate-law.js';

/** Every error of a set whose dates are resolved, named by row; none: it may be applied. */
export function validatePolicySet(set: PolicySet): FieldError[] {
  return [
    ...(isZone(set.timeZone)
      ? []
      : [fault('timeZone', 'UNKNOWN_WORD', 'This is no IANA time zone.')]),
    ...validateDirectory(set),
    ...validateDatasets(set),
    ...validateAgreements(set),
    ...validateLaw(set),
  ];
}

function isZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
