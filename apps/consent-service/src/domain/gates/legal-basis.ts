import type { Basis } from '../policy/compile-policy.js';
import { permits } from './fail-closed.js';
import { actionJudged, type Answer, type Question } from './question.js';
import { meets } from './recipient.js';

/** Gate 6: every label has a row of its own. A field without a label has none. */
export function legalBasis(question: Question): Answer {
  const rowsByLabel = question.labels.map((label) =>
    (question.facts.policy.basisRows.get(label) ?? []).filter((row) =>
      permits(() => matches(row, question)),
    ),
  );
  const isFounded = rowsByLabel.length > 0 && rowsByLabel.every((rows) => rows.length > 0);
  return isFounded
    ? { finds: { rowsByLabel } }
    : { fails: 'NO_LEGAL_BASIS', finds: { rowsByLabel } };
}

function matches(row: Basis, question: Question): boolean {
  const { request, element, now } = question;
  return (
    row.approvedAt <= now &&
    (row.purposes.length === 0 || row.purposes.includes(request.purpose)) &&
    (row.actions.length === 0 || row.actions.includes(actionJudged(request))) &&
    row.elementIds.has(element.id) &&
    meets(row.recipient, question)
  );
}
