import type { ConsentFact } from '../facts.js';
import type { Question } from '../gates/question.js';
import { forbids, permits } from '../gates/fail-closed.js';
import { isPast } from '../interval.js';
import type { ReasonCode } from '../vocabulary.js';
import { isOfDiscloser, reachesAnyhow, speaksOf } from './coverage.js';
import { formFault, provisionFault } from './validity.js';

/** Forms of one source record, family and discloser, newest received first. The newest alone permits. */
export type Lineage = readonly ConsentFact[];

export interface Denial {
  readonly form: ConsentFact;
  readonly reason: ReasonCode;
}

/** Forms that the discloser has received by now. One that cannot be read is a lineage of its own. */
export function lineagesOf(forms: readonly ConsentFact[], now: Date): Lineage[] {
  const received = forms.filter((form) =>
    forbids(() => isPast(form.receivedAt, now) && !isPast(form.enteredInErrorAt, now)),
  );
  return [...Map.groupBy(received, keyOf).values()].map((lineage) => lineage.toSorted(newestFirst));
}

/** A denial counts over any link and with any defect; only a newer valid form of its lineage lifts it. */
export function denialIn(lineage: Lineage, question: Question): Denial | undefined {
  for (const form of lineage) {
    const reason = denialBy(form, question);
    if (reason) return { form, reason };
    if (permits(() => isValid(form, question))) return undefined;
  }
  return undefined;
}

function denialBy(form: ConsentFact, question: Question): ReasonCode | undefined {
  try {
    return denies(form, question) ? 'CONSENT_CONFLICT' : undefined;
  } catch {
    return 'EVAL_ERROR';
  }
}

const denies = (form: ConsentFact, question: Question) =>
  reachesAnyhow(form, question.record) &&
  isOfDiscloser(form, question.record) &&
  form.provisions.some(
    (provision) =>
      provision.effect !== 'permit' &&
      speaksOf(provision, form, question) &&
      provisionFault(provision, question.now) === undefined,
  );

const isValid = (form: ConsentFact, { facts, now }: Question) =>
  formFault(form, facts.policy, now) === undefined;

function keyOf(form: ConsentFact): unknown {
  try {
    return [form.recordKey, form.family, form.discloser].join('\n');
  } catch {
    return form;
  }
}

const newestFirst = (one: ConsentFact, other: ConsentFact) =>
  +(other.receivedAt ?? 0) - +(one.receivedAt ?? 0) ||
  other.version - one.version ||
  (one.consentId < other.consentId ? 1 : -1);
