import { isInForce } from '../interval.js';
import { permits } from './fail-closed.js';
import { PASSED, type Answer, type Question } from './question.js';

/** Break-glass stands in place of level, agreement, relation and consent: one person, listed fields, a short while. */
export const emergency = (question: Question): Answer =>
  permits(() => isOpened(question)) ? PASSED : { fails: 'NO_RELATION' };

function isOpened({ facts, request, record, element, asker, now }: Question): boolean {
  const grant = facts.emergency;
  return (
    grant !== undefined &&
    grant.kind === 'MEDICAL' &&
    grant.grantId === request.context.emergency &&
    isInForce(grant, now) &&
    grant.personId === record.personId &&
    record.confidence === 'confirmed' &&
    request.action === 'read' &&
    element.groups.includes('emergency-card') &&
    (facts.policy.roleGroups.get('medical')?.has(asker.role) ?? false)
  );
}
