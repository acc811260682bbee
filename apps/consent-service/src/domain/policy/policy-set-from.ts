import type { PolicySet } from '../policy-set.js';
import { assemblePolicySet } from './assemble-policy-set.js';
import type { CityDocument, LegalDocument } from './policy-document.js';
import { resolveDates } from './resolve-dates.js';

/** The set that a city's files and its law make, dated from the city's first run: what is put in force as one. */
export const policySetFrom = (city: CityDocument, law: LegalDocument, firstRun: Date): PolicySet =>
  resolveDates(assemblePolicySet(city, law), firstRun);
