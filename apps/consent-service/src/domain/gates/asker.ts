import type { AssignmentFact, Facts } from '../facts.js';
import type { CompiledPolicy } from '../policy/compile-policy.js';
import type { Asker, Receiver, SoundRequest } from './question.js';

/** A department that the directory does not know seats nobody. */
export function askersOf({ policy, user }: Facts, assignments: readonly AssignmentFact[]): Asker[] {
  return assignments.flatMap((assignment) => {
    const departmentRow = policy.departments.get(assignment.department);
    return user && departmentRow ? [{ ...assignment, userId: user.userId, departmentRow }] : [];
  });
}

/** Whom gates 4, 6 and 7 judge: what is shared on is judged by where it goes. */
export function receiverOf(request: SoundRequest, asker: Asker, policy: CompiledPolicy): Receiver {
  if (!request.recipient) return asker;
  const { department, organization } = request.recipient;
  const departmentRow = policy.departments.get(department ?? '');
  return {
    ...(department !== undefined && { department }),
    ...(organization !== undefined && { organization }),
    ...(departmentRow && { departmentRow }),
  };
}
