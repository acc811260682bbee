import type { Grant } from '../policy/compile-policy.js';
import type { ReasonCode } from '../vocabulary.js';
import { isPast } from '../interval.js';
import { permits } from './fail-closed.js';
import { levelNeeded } from './level.js';
import { actionJudged, isOwnDepartment, type Answer, type Question } from './question.js';
import { PASSED } from './question.js';

/** Gate 4: a grant of an active agreement. */
export function agreement(question: Question): Answer {
  if (isOwnDepartment(question) || standsUnderStatute(question)) return PASSED;
  const { policy } = question.facts;
  const matching = (policy.grants.get(question.element.id) ?? []).filter((grant) =>
    permits(() => isGranted(grant, question)),
  );
  const grants = matching.filter((grant) =>
    permits(() => whyNot(grant, question.now) === undefined),
  );
  if (grants.length > 0) return { finds: { grants } };
  return { fails: reasonOf(matching, question.now) };
}

function isGranted({ to, purposes, actions, maximumLevel }: Grant, question: Question): boolean {
  const { recipient, request } = question;
  return (
    purposes.includes(request.purpose) &&
    actions.includes(actionJudged(request)) &&
    levelNeeded(question) <= maximumLevel &&
    to.some(
      ({ department, organization, roles }) =>
        (department ?? organization) !== undefined &&
        department === recipient.department &&
        organization === recipient.organization &&
        (roles.length === 0 || (recipient.role !== undefined && roles.includes(recipient.role))),
    )
  );
}

function reasonOf(matching: readonly Grant[], now: Date): ReasonCode {
  const reasons = matching.map((grant) => whyNot(grant, now));
  return reasons.find((reason) => reason === 'AGREEMENT_SUSPENDED') ?? reasons[0] ?? 'NO_AGREEMENT';
}

function whyNot(
  { agreement: { from, until, suspendedAt } }: Grant,
  now: Date,
): ReasonCode | undefined {
  if (now >= until) return 'AGREEMENT_ENDED';
  if (now < from) return 'NO_AGREEMENT';
  return isPast(suspendedAt, now) ? 'AGREEMENT_SUSPENDED' : undefined;
}

/** The person and counsel ask under a statute: gate 6 then wants its row. */
function standsUnderStatute({ request, asker, labels, facts, now }: Question): boolean {
  if (request.purpose === 'SUBJECT_ACCESS') return true;
  return labels.every((label) =>
    (facts.policy.basisRows.get(label) ?? []).some(
      (row) =>
        row.isStatute &&
        row.approvedAt <= now &&
        (row.purposes.length === 0 || row.purposes.includes(request.purpose)) &&
        (row.recipient.roles?.includes(asker.role) ?? false),
    ),
  );
}
