import type { UserFact } from '../../domain/facts.js';
import type { AssignmentContent, TrainingContent } from '../policy/policy-rows.js';

export interface UserAccount {
  readonly user_id: string;
  readonly is_disabled: boolean;
  readonly last_active_at: Date | string;
  readonly assignments: readonly AssignmentContent[];
  readonly trainings: readonly TrainingContent[];
}

export const toUser = (row: UserAccount): UserFact => ({
  userId: row.user_id,
  isDisabled: row.is_disabled,
  lastActiveAt: new Date(row.last_active_at),
  assignments: row.assignments.map(({ department, role, teamId, licence, from, until }) => ({
    department,
    role,
    from: new Date(from),
    ...(teamId === undefined ? {} : { teamId }),
    ...(licence === undefined ? {} : { licence }),
    ...(until === undefined ? {} : { until: new Date(until) }),
  })),
  trainings: row.trainings.map(({ kind, expiresAt }) => ({ kind, expiresAt: new Date(expiresAt) })),
});
