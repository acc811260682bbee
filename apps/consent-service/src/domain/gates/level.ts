import type { Level } from '../vocabulary.js';
import { PASSED, isOwnDepartment, type Answer, type Question } from './question.js';

/** Gate 3: the owner's dial. */
export function level(question: Question): Answer {
  if (isOwnDepartment(question) || question.request.purpose === 'SUBJECT_ACCESS') return PASSED;
  return question.element.effectiveLevel >= levelNeeded(question)
    ? PASSED
    : { fails: 'LEVEL_TOO_LOW' };
}

export function levelNeeded({ request, purpose }: Question): Level {
  if (request.action === 'discover') return 1;
  if (request.action === 'aggregate') return 2;
  return purpose.level;
}
