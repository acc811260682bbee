import type { Label } from '@continuum/contracts';
import type { GateTrace, Ruling } from '../verdict.js';
import type { RecordFact } from '../facts.js';
import type { Element } from '../policy/compile-policy.js';
import { forbids } from './fail-closed.js';
import { isGone } from './prohibition.js';
import { NOTHING_FOUND, type Answer, type Findings, type Gate, type Question } from './question.js';

const EXISTENCE_SENSITIVE: ReadonlySet<Label> = new Set<Label>([
  'PART2',
  'SUD_NOTES',
  'PSYCH_NOTES',
  'LPS',
  'HIV',
  'JUVENILE',
  'SEALED',
  'VAWA',
]);

/** The first gate that fails gives the reason; a trace runs the others too. */
export function judge(asked: Omit<Question, 'labels'>, gates: readonly Gate[]): Ruling {
  const question: Question = { ...asked, labels: labelsOf(asked.record, asked.element) };
  const trace: GateTrace[] = [];
  let found = NOTHING_FOUND;
  for (const gate of gates) {
    const { fails, finds } = ask(gate, question, found);
    if (finds) found = { ...found, ...finds };
    trace.push({ gate: gate.number, name: gate.name, ...(fails && { reason: fails }) });
    if (fails && !question.request.trace) break;
  }
  return rulingOf(question, found, trace);
}

function ask(gate: Gate, question: Question, found: Findings): Answer {
  try {
    return gate.check(question, found);
  } catch {
    return { fails: 'EVAL_ERROR' };
  }
}

function rulingOf(question: Question, found: Findings, trace: readonly GateTrace[]): Ruling {
  const { record, element, labels, asker, request } = question;
  const failed = trace.find(({ reason }) => reason);
  const agreementId = found.grants[0]?.agreement.id;
  return {
    recordKey: record.recordKey,
    ...(record.personId !== undefined && { personId: record.personId }),
    dataset: record.dataset,
    department: record.department,
    element: element.id,
    transform: failed ? withheld(question) : found.transform,
    ...(failed?.reason && { reason: failed.reason, failedGate: failed.gate }),
    labels,
    obligations: failed ? [] : found.obligations,
    basisRows: found.rows.map(({ id }) => id),
    ...(agreementId !== undefined && { agreementId }),
    relationIds: found.relations.map(({ relationId }) => relationId),
    consentIds: found.consents.map(({ consentId }) => consentId),
    instrumentIds: found.instruments.map(({ instrumentId }) => instrumentId),
    conflicts: found.conflicts,
    isSampleLaw: found.rows.some(({ isSample }) => isSample),
    actingAs: {
      department: asker.department,
      role: asker.role,
      ...(asker.teamId && { teamId: asker.teamId }),
    },
    ...(request.trace && { trace }),
  };
}

/** Where existence itself is protected, a withheld field is absent without a trace. */
const withheld = ({ labels, element, record }: Question) =>
  forbids(
    () =>
      isGone(record) ||
      element.dataset.existenceSensitive ||
      labels.some((label) => EXISTENCE_SENSITIVE.has(label)),
  )
    ? 'WITHHOLD_SILENT'
    : 'WITHHOLD';

function labelsOf({ labels }: RecordFact, { allLabels }: Element): readonly Label[] {
  const beyond = labels.filter((label) => !allLabels.includes(label));
  return beyond.length > 0 ? [...allLabels, ...beyond] : allLabels;
}
