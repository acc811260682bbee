import type { Label } from '@continuum/contracts';
import { CJ_PURPOSES, type Purpose } from '../vocabulary.js';
import type { RecordFact } from '../facts.js';
import { forbids } from './fail-closed.js';
import { PASSED, type Answer, type Question } from './question.js';

export interface Prohibition {
  readonly id: string;
  readonly matches: (question: Question) => boolean;
}

const ENFORCEMENT: readonly Purpose[] = ['LE_INVESTIGATION', 'LE_LOCATE', 'PROSECUTION'];
const DEIDENTIFIED: readonly Purpose[] = ['RESEARCH', 'OPEN_DATA', 'REPORTING'];
const CARE_DATASETS = ['mdt', 'note', 'rfrl', 'cij', 'card'];
const GONE = ['sealed', 'relief_granted'];

/** Sealed, destroyed, taken back: not a word about it to anybody. */
export const isGone = ({ isWithdrawn, restrictions }: RecordFact) =>
  isWithdrawn || restrictions.some((word) => GONE.includes(word));

const NEVER_MEDICAL_ROLES = ['inspector'];

/** Law that no configuration, agreement or consent opens. It changes with a release only. */
export const PROHIBITIONS: readonly Prohibition[] = [
  {
    id: 'X1',
    matches: (q) => hasLabel(q, 'VAWA', 'SEALED') || isGone(q.record),
  },
  {
    id: 'X2',
    matches: (q) =>
      hasLabel(q, 'CHRI', 'NCIC_RESTRICTED') && !CJ_PURPOSES.includes(q.request.purpose),
  },
  {
    id: 'X3',
    matches: (q) => hasLabel(q, 'PART2') && isFor(q, 'LE_INVESTIGATION', 'PROSECUTION'),
  },
  {
    id: 'X4',
    matches: (q) =>
      isFor(q, 'BTG') &&
      (hasLabel(q, 'SUD_NOTES', 'PSYCH_NOTES') ||
        hasGroup(q, 'legal-hold', 'research-identity') ||
        q.asker.departmentRow.criminalJusticeAgency ||
        NEVER_MEDICAL_ROLES.includes(q.asker.role)),
  },
  {
    id: 'X5',
    matches: (q) =>
      DEIDENTIFIED.includes(q.request.purpose) && q.element.identifierClass === 'direct',
  },
  {
    id: 'X6',
    matches: (q) => isFor(q, 'LE_LOCATE') && hasGroup(q, 'forensic-identity'),
  },
  {
    id: 'X7',
    matches: (q) =>
      ENFORCEMENT.includes(q.request.purpose) && CARE_DATASETS.includes(q.element.dataset.id),
  },
];

/** Gate 2. Final: nothing after it is asked. */
export const prohibitionGate =
  (prohibitions: readonly Prohibition[]) =>
  (question: Question): Answer =>
    prohibitions.some((prohibition) => forbids(() => prohibition.matches(question)))
      ? { fails: 'PROHIBITED' }
      : PASSED;

const hasLabel = ({ labels }: Question, ...any: Label[]) =>
  any.some((label) => labels.includes(label));
const hasGroup = ({ element }: Question, ...any: string[]) =>
  any.some((group) => element.groups.includes(group));
const isFor = ({ request }: Question, ...any: Purpose[]) => any.includes(request.purpose);
