import type { UserFact } from '../facts.js';
import type { UserRow } from '../policy-set.js';

/** A user as the directory first knows them. Dates are resolved. */
export function userFactOf({ id, lastActiveAt, assignments, trainings }: UserRow): UserFact {
  return {
    userId: id,
    isDisabled: false,
    lastActiveAt: new Date(lastActiveAt),
    assignments: assignments.map(({ from, until, ...assignment }) => ({
      ...assignment,
      from: new Date(from),
      ...(until !== undefined && { until: new Date(until) }),
    })),
    trainings: trainings.map(({ kind, expiresAt }) => ({ kind, expiresAt: new Date(expiresAt) })),
  };
}
