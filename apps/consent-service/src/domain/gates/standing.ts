import { isInForce } from '../interval.js';
import type { AssignmentFact, Facts, SessionFact, UserFact } from '../facts.js';
import type { PurposeRow } from '../policy-set.js';
import type { Purpose, ReasonCode } from '../vocabulary.js';
import { permits } from './fail-closed.js';

const MINUTE_MS = 60_000;
export const MFA_LASTS_MS = 12 * 60 * MINUTE_MS;
export const MFA_LASTS_FOR_BTG_MS = 5 * MINUTE_MS;
export const ACTIVE_WITHIN_MS = 90 * 24 * 60 * MINUTE_MS;

export type Standing =
  { readonly assignments: readonly AssignmentFact[] } | { readonly fault: ReasonCode };

/** Gate 1: the assignments in which the user may ask at all. */
export function standing({ user, session }: Facts, purpose: PurposeRow, now: Date): Standing {
  if (!user || !isFresh(user, session, purpose.purpose, now)) return { fault: 'ACCOUNT_STALE' };
  const current = user.assignments.filter((assignment) =>
    permits(() => isInForce(assignment, now)),
  );
  if (current.length === 0) return { fault: 'ACCOUNT_STALE' };

  const isTrained = purpose.trainings.every((kind) =>
    user.trainings.some((training) =>
      permits(() => training.kind === kind && now < training.expiresAt),
    ),
  );
  const assignments = current.filter(
    ({ role }) => isTrained || purpose.trainingExempt.includes(role),
  );
  return assignments.length > 0 ? { assignments } : { fault: 'TRAINING_LAPSED' };
}

function isFresh(user: UserFact, session: SessionFact, purpose: Purpose, now: Date): boolean {
  if (!isActive(user, now)) return false;
  return (
    session.isOnBehalf ||
    (session.mfaAt !== undefined && +now - +session.mfaAt < mfaLastsMs(purpose))
  );
}

/** An account that nobody used for 90 days is none. */
export const isActive = ({ isDisabled, lastActiveAt }: UserFact, now: Date): boolean =>
  !isDisabled && +now - +lastActiveAt <= ACTIVE_WITHIN_MS;

export const mfaLastsMs = (purpose: Purpose) =>
  purpose === 'BTG' ? MFA_LASTS_FOR_BTG_MS : MFA_LASTS_MS;
