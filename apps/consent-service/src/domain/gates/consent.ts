import { isOfDiscloser, reachesConfirmed, coversElement, speaksOf } from '../consent/coverage.js';
import { denialIn, type Denial } from '../consent/lineage.js';
import { formFault, provisionFault, serves } from '../consent/validity.js';
import type { ConsentFact, InstrumentFact } from '../facts.js';
import { isInForce } from '../interval.js';
import type { Basis } from '../policy/compile-policy.js';
import { CONSENT_KINDS, type ReasonCode } from '../vocabulary.js';
import { permits } from './fail-closed.js';
import type { Answer, Findings, Question } from './question.js';
import { isRestricted } from './restriction.js';

interface Held {
  readonly row: Basis;
  readonly consents: readonly ConsentFact[];
  readonly instruments: readonly InstrumentFact[];
}

/** Gate 7: for each label, a row that needs no instrument or has a valid one. */
export function consent(question: Question, { rowsByLabel, instruments }: Findings): Answer {
  if (isRestricted(question)) return { fails: 'RESTRICTION' };
  const needsConsent = rowsByLabel.some((rows) => rows.every((row) => row.instruments.length > 0));
  const denial = needsConsent ? firstDenial(question) : undefined;
  const held = rowsByLabel.map((rows) => rows.flatMap((row) => holds(row, denial, question)));
  const lacking = rowsByLabel.filter((_, index) => held[index]?.length === 0);
  const found = held.flat();
  const finds = {
    rows: [...new Set(found.map(({ row }) => row))],
    consents: [...new Set(found.flatMap(({ consents }) => consents))],
    instruments: [...new Set([...instruments, ...found.flatMap((each) => each.instruments)])],
    conflicts: denial ? conflictsWith(denial, rowsByLabel.flat(), question) : [],
  };
  const rows = lacking[0];
  return rows ? { fails: denial?.reason ?? reasonOf(rows, question), finds } : { finds };
}

function firstDenial(question: Question): Denial | undefined {
  const denials = question.lineages.flatMap((lineage) => denialIn(lineage, question) ?? []);
  return denials.find(({ reason }) => reason === 'CONSENT_CONFLICT') ?? denials[0];
}

function holds(row: Basis, denial: Denial | undefined, question: Question): Held[] {
  if (row.instruments.length === 0) return [{ row, consents: [], instruments: [] }];
  const instruments = question.facts.instruments.filter((given) =>
    permits(() => covers(given, row, question)),
  );
  const consents = denial ? [] : validForms(row, question);
  return consents.length + instruments.length > 0 ? [{ row, consents, instruments }] : [];
}

const validForms = (row: Basis, question: Question) =>
  heads(question).filter((form) =>
    permits(() => speaks(form, row, question) && faultOf(form, question) === undefined),
  );

const speaks = (form: ConsentFact, row: Basis, question: Question) =>
  reachesConfirmed(form, question.record) &&
  isOfDiscloser(form, question.record) &&
  serves(form, row.instruments, question.facts.policy) &&
  form.provisions.some(
    (provision) => provision.effect === 'permit' && speaksOf(provision, form, question),
  );

function faultOf(form: ConsentFact, question: Question): ReasonCode | undefined {
  const { facts, now } = question;
  const fault = formFault(form, facts.policy, now);
  if (fault) return fault;
  const faults = form.provisions
    .filter((provision) => provision.effect === 'permit' && speaksOf(provision, form, question))
    .map((provision) => provisionFault(provision, now));
  return faults.includes(undefined) ? undefined : faults[0];
}

/** The failure of the newest matching form; else another kind in its place; else none at all. */
function reasonOf(rows: readonly Basis[], question: Question): ReasonCode {
  const forms = heads(question).toSorted(
    (one, other) => +(other.receivedAt ?? 0) - +(one.receivedAt ?? 0),
  );
  const matching = forms.find((form) =>
    rows.some((row) => permits(() => speaks(form, row, question))),
  );
  if (matching) return faultOf(matching, question) ?? 'CONSENT_MISSING';
  if (!rows.some(asksConsent)) return 'NO_LEGAL_BASIS';
  return forms.some((form) => isInstead(form, question)) ? 'WRONG_INSTRUMENT' : 'CONSENT_MISSING';
}

const asksConsent = ({ instruments }: Basis) =>
  instruments.some((kind) => CONSENT_KINDS.some((known) => known === kind));

const isInstead = (form: ConsentFact, { record, facts, now }: Question) =>
  permits(
    () =>
      reachesConfirmed(form, record) &&
      isOfDiscloser(form, record) &&
      formFault(form, facts.policy, now) === undefined,
  );

/** Somebody asks the person only where one form says yes and another no. */
function conflictsWith({ form }: Denial, rows: readonly Basis[], question: Question): string[] {
  const permitting = rows.flatMap((row) => validForms(row, question));
  return permitting.length > 0
    ? [...new Set([form, ...permitting].map(({ consentId }) => consentId))]
    : [];
}

/** The newest received form of each lineage stands alone, even if defective. */
const heads = ({ lineages }: Question) => lineages.flatMap(([newest]) => newest ?? []);

function covers(
  given: InstrumentFact,
  row: Basis,
  { record, element, now, recipient }: Question,
): boolean {
  return (
    row.instruments.includes(given.kind) &&
    isInForce(given, now) &&
    given.department === recipient.department &&
    coversElement(given.covers, element) &&
    (given.personId === undefined ||
      (given.personId === record.personId && record.confidence === 'confirmed'))
  );
}
