import { coversElement } from '../consent/coverage.js';
import type { RestrictionFact } from '../facts.js';
import { isInForce } from '../interval.js';
import { forbids } from './fail-closed.js';
import { isOwnDepartment, type Question } from './question.js';

/** A restriction that the owner accepted keeps everybody out whom it names, over any link. */
export const isRestricted = (question: Question) =>
  question.facts.restrictions.some((restriction) => forbids(() => matches(restriction, question)));

function matches(restriction: RestrictionFact, question: Question): boolean {
  const { personId, acceptedBy, covers, purposes, departments } = restriction;
  const { record, element, request, recipient, now } = question;
  const isKeptOut =
    departments.length === 0
      ? !isOwnDepartment(question)
      : departments.includes(recipient.department ?? '');
  return (
    isInForce(restriction, now) &&
    personId === record.personId &&
    acceptedBy === record.department &&
    (covers.length === 0 || coversElement(covers, element)) &&
    (purposes.length === 0 || purposes.includes(request.purpose)) &&
    isKeptOut
  );
}
