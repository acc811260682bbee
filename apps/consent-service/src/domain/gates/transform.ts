import { PROTECTION, type Protection } from '../vocabulary.js';
import type { Answer, Findings, Question } from './question.js';

/** Gate 9: the most protective of element, template and basis. */
export function transform({ element }: Question, { templates, rows }: Findings): Answer {
  const byTemplate = templates.flatMap((template) =>
    element.groups.flatMap((group) => template.transforms[group] ?? []),
  );
  const strictest = [element.transform, ...byTemplate, ...rows.map((row) => row.transform)].reduce(
    stricter,
  );
  return strictest === 'WITHHOLD' || strictest === 'WITHHOLD_SILENT'
    ? { fails: 'NOT_NECESSARY' }
    : { finds: { transform: strictest } };
}

const stricter = (one: Protection, other: Protection) =>
  PROTECTION.indexOf(one) >= PROTECTION.indexOf(other) ? one : other;
