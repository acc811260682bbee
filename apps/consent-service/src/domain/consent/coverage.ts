import type { ConsentFact, ConsentProvision, ConsentRecipient, RecordFact } from '../facts.js';
import type { Element } from '../policy/compile-policy.js';
import type { Question, Receiver } from '../gates/question.js';

/** Does a provision speak of this element, purpose and recipient, at whatever time? */
export function speaksOf(
  provision: ConsentProvision,
  form: ConsentFact,
  question: Question,
): boolean {
  const { covers, purposes, recipients } = provision;
  const isDenial = provision.effect !== 'permit';
  return (
    (coversElement(covers, question.element) || (isDenial && covers.length === 0)) &&
    (purposes.includes(question.request.purpose) || (isDenial && purposes.length === 0)) &&
    includesRecipient(recipients.length > 0 ? recipients : form.recipients, isDenial, question)
  );
}

/** A form speaks for the disclosures of the department it was given to. */
export const isOfDiscloser = ({ discloser }: ConsentFact, { department }: RecordFact) =>
  discloser === department;

/** Over a confirmed link only, or on the very record where it was signed. */
export const reachesConfirmed = (form: ConsentFact, record: RecordFact) =>
  form.recordKey === record.recordKey ||
  (isOfPerson(form, record) &&
    form.confidence === 'confirmed' &&
    record.confidence === 'confirmed');

export const reachesAnyhow = (form: ConsentFact, record: RecordFact) =>
  form.recordKey === record.recordKey || isOfPerson(form, record);

/** Element ids, or dataset ids for all their elements. */
export const coversElement = (covers: readonly string[], { id, dataset }: Element) =>
  covers.includes(id) || covers.includes(dataset.id);

const isOfPerson = ({ personId }: ConsentFact, record: RecordFact) =>
  personId !== undefined && personId === record.personId;

function includesRecipient(
  named: readonly ConsentRecipient[],
  isDenial: boolean,
  question: Question,
): boolean {
  if (named.length === 0) return isDenial;
  return named.some((recipient) => isRecipient(recipient, question.recipient, question));
}

function isRecipient(named: ConsentRecipient, receiver: Receiver, { facts }: Question): boolean {
  const isSomebody = Object.values(named).some((value) => value !== undefined);
  return (
    isSomebody &&
    agrees(named.userId, receiver.userId) &&
    agrees(named.department, receiver.department) &&
    agrees(named.organization, receiver.organization) &&
    agrees(named.role, receiver.role) &&
    (named.class === undefined ||
      (facts.policy.roleGroups.get(named.class)?.has(receiver.role ?? '') ?? false))
  );
}

const agrees = (named: string | undefined, actual: string | undefined) =>
  named === undefined || named === actual;
