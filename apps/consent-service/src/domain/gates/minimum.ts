import { templateKey } from '../policy/compile-policy.js';
import {
  actionJudged,
  isOwnDepartment,
  PASSED,
  type Answer,
  type Findings,
  type Question,
} from './question.js';
import { permits } from './fail-closed.js';
import { obligationsOf } from './obligation.js';

const FASTENED = ['VIEW_ONLY', 'NO_SHARE_ON'];

/** Gate 8: no more than the role needs for the purpose, and than its team may know. */
export function minimum(question: Question, found: Findings): Answer {
  const { request, asker, element, facts } = question;
  const templates = (
    facts.policy.templates.get(templateKey(request.purpose, asker.role)) ?? []
  ).filter((template) =>
    permits(
      () => template.elementIds.has(element.id) && template.actions.includes(actionJudged(request)),
    ),
  );
  const isNeeded = templates.length > 0 && isWithinClasses(question, found);
  if (!isNeeded) return { fails: 'NOT_NECESSARY', finds: { templates } };
  return { ...mayLeave(question, { ...found, templates }), finds: { templates } };
}

/** One relation without classes is enough: narrowing is the team's, not the person's. */
function isWithinClasses({ element }: Question, { relations }: Findings): boolean {
  return (
    relations.length === 0 ||
    relations.some(
      ({ informationClasses }) =>
        informationClasses?.includes(element.dataset.informationClass) ?? true,
    )
  );
}

/** Export, print and share-on need a right of their own in grant and template. */
function mayLeave(question: Question, found: Findings): Answer {
  const { action } = question.request;
  if (action === actionJudged(question.request)) return PASSED;
  const isGranted =
    isOwnDepartment(question) || found.grants.some(({ actions }) => actions.includes(action));
  const isInTemplate = found.templates.some(({ actions }) => actions.includes(action));
  const isFastened = obligationsOf(found).some((obligation) => FASTENED.includes(obligation));
  return isGranted && isInTemplate && !isFastened ? PASSED : { fails: 'NOT_EXPORTABLE' };
}
