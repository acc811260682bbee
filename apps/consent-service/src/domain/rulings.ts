import { probesOf, scopeOf, unmadeRecordsOf } from './placeholder.js';
import type { RecordFact } from './facts.js';
import { lineagesOf } from './consent/lineage.js';
import { receiverOf } from './gates/asker.js';
import { EMERGENCY_GATES, GATES, probeGatesOf } from './gates/gates.js';
import { judge } from './gates/judge.js';
import type { Asker, Gate, Question, SoundRequest } from './gates/question.js';
import type { Element } from './policy/compile-policy.js';
import { isShown, type Ruling } from './verdict.js';

export type Inquiry = Pick<Question, 'request' | 'purpose' | 'facts' | 'now'>;

export interface Rulings {
  readonly onRecords: readonly Ruling[];
  /** What somebody would hear of a person who has no such record: absence must not sound different. */
  readonly onAbsence: readonly Ruling[];
}

type Rule = (record: RecordFact, element: Element) => Ruling;

/** Every element asked, of every record it may be found in. */
export function rulingsFor(inquiry: Inquiry, askers: readonly Asker[]): Rulings {
  const { request, facts } = inquiry;
  const elements = request.elements.flatMap((id) => facts.policy.elements.get(id) ?? []);
  const records = [
    ...asked(facts.records, request),
    ...scopeOf(request, elements),
    ...unmadeRecordsOf(inquiry, elements),
  ];
  const gates = request.purpose === 'BTG' ? EMERGENCY_GATES : GATES;
  const rule = ruler(inquiry, askers, gates);
  const onRecords = ruleOn(records, elements, rule);
  const probes = probesOf(inquiry, elements, onRecords);
  const probe = ruler(inquiry, askers, probeGatesOf(gates));
  return {
    onRecords,
    onAbsence: probes.map(({ record, element }) => probe(record, element)).filter(isDenied),
  };
}

/** The user may act in any assignment; the one that carries furthest counts. */
function ruler(inquiry: Inquiry, askers: readonly Asker[], gates: readonly Gate[]): Rule {
  const lineages = lineagesOf(inquiry.facts.consents, inquiry.now);
  const seats = askers.map((asker) => ({
    ...inquiry,
    asker,
    recipient: receiverOf(inquiry.request, asker, inquiry.facts.policy),
    lineages,
  }));
  return (record, element) =>
    seats
      .map((seat) => judge({ ...seat, record, element }, gates))
      .reduce((one, other) => further(one, other));
}

function ruleOn(
  records: readonly RecordFact[],
  elements: readonly Element[],
  rule: Rule,
): Ruling[] {
  const byDataset = Map.groupBy(elements, ({ dataset }) => dataset.id);
  return records.flatMap((record) =>
    (byDataset.get(record.dataset) ?? []).map((element) => rule(record, element)),
  );
}

/** Facts may hold more than was asked, and a record twice: by its key and by its person. */
function asked(
  records: readonly RecordFact[],
  { persons, recordKeys }: SoundRequest,
): RecordFact[] {
  const wanted = records.filter(
    ({ personId, recordKey }) =>
      recordKeys.includes(recordKey) || (personId !== undefined && persons.includes(personId)),
  );
  return [...new Map(wanted.map((record) => [record.recordKey, record])).values()];
}

const further = (one: Ruling, other: Ruling) => (reach(other) > reach(one) ? other : one);
const reach = (ruling: Ruling) => (isShown(ruling) ? Infinity : (ruling.failedGate ?? 0));
const isDenied = (ruling: Ruling) => !isShown(ruling);
