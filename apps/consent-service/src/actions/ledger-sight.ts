import type { AssignmentFact } from '../domain/facts.js';

/** How far somebody sees into the ledger. */
export interface Sight {
  readonly level: 'owner' | 'privacy-officer';
  readonly sees: (data: { readonly department: string }) => boolean;
}

const OWNER_ROLES = ['data-owner', 'data-steward'];
const PRIVACY_OFFICER = 'privacy-officer';

/** A privacy officer sees all of it, an owner its own data; nobody else anything. */
export function sightOf(seats: readonly AssignmentFact[]): Sight | undefined {
  if (seats.some(({ role }) => role === PRIVACY_OFFICER)) {
    return { level: 'privacy-officer', sees: () => true };
  }
  const owned = seats
    .filter(({ role }) => OWNER_ROLES.includes(role))
    .map(({ department }) => department);
  if (owned.length === 0) return undefined;
  return { level: 'owner', sees: ({ department }) => owned.includes(department) };
}
