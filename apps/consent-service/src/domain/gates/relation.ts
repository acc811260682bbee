import type { DecisionContext } from '@continuum/contracts';
import type { InstrumentFact, RecordFact, RelationFact } from '../facts.js';
import type { RelationKind } from '../vocabulary.js';
import { isInForce } from '../interval.js';
import { permits } from './fail-closed.js';
import type { Answer, Question } from './question.js';

/** Relations that count only in the context they come from. */
const CONTEXT_OF: Partial<Record<RelationKind, keyof DecisionContext>> = {
  incident: 'incident',
  conference: 'conference',
  'project-member': 'project',
};

/** Gate 5: the user has to do with this person, over a confirmed link, or with this very record. */
export function relation(question: Question): Answer {
  const { purpose, request } = question;
  const asksNobody = purpose.relations.length + purpose.instruments.length === 0;
  const relations = relationsNow(question).filter(({ kind }) => purpose.relations.includes(kind));
  const related =
    request.action === 'look-up'
      ? []
      : relations.filter((known) => permits(() => reaches(known, question.record)));
  const instruments = question.facts.instruments.filter((given) =>
    permits(() => names(given, question)),
  );
  const isRelated = asksNobody || related.length > 0 || instruments.length > 0;
  const passes = request.action === 'look-up' ? mayLookUp(question, relations) : isRelated;
  return {
    ...(passes ? {} : { fails: 'NO_RELATION' }),
    finds: { relations: related, instruments },
  };
}

/** Relations of every kind that reach the record now, for the conditions of basis rows. */
export const relationsTo = (question: Question): readonly RelationFact[] =>
  relationsNow(question).filter((known) => permits(() => reaches(known, question.record)));

const relationsNow = ({ facts, now, request, asker }: Question) =>
  facts.relations.filter((known) =>
    permits(
      () =>
        isInForce(known, now) &&
        isOfContext(known, request.context) &&
        isOfAssignment(known, asker.department),
    ),
  );

/** Nobody is related to a person before finding them: what binds is the incident, or the role's template at gate 8. */
function mayLookUp({ purpose }: Question, relations: readonly RelationFact[]): boolean {
  const binding = Object.keys(CONTEXT_OF) as RelationKind[];
  const isBound =
    purpose.instruments.length > 0 || purpose.relations.every((kind) => binding.includes(kind));
  return !isBound || relations.length > 0;
}

function isOfContext({ kind, context }: RelationFact, given: DecisionContext): boolean {
  const key = CONTEXT_OF[kind];
  return key === undefined || (context !== undefined && context === given[key]);
}

const isOfAssignment = ({ department }: RelationFact, acting: string) =>
  department === undefined || department === acting;

function reaches({ personId, recordKey }: RelationFact, record: RecordFact): boolean {
  if (recordKey !== undefined && recordKey === record.recordKey) return true;
  return (
    personId !== undefined && personId === record.personId && record.confidence === 'confirmed'
  );
}

function names(
  instrument: InstrumentFact,
  { purpose, record, now, request, recipient }: Question,
): boolean {
  return (
    purpose.instruments.includes(instrument.kind) &&
    isInForce(instrument, now) &&
    instrument.department === recipient.department &&
    instrument.instrumentId === request.context.instrument &&
    (instrument.personId === undefined ||
      (instrument.personId === record.personId && record.confidence === 'confirmed'))
  );
}
