import {
  Refused,
  type FieldError,
  type NamedRecipient,
  type RecordConsent,
} from '@continuum/contracts';
import type { ConsentForm } from '../domain/consent/form-steps.js';
import type { ConsentProvision, ConsentRecipient } from '../domain/facts.js';
import { endOfLocalDay } from '../domain/local-date.js';
import { isPurpose, type Purpose } from '../domain/vocabulary.js';

/** The command as a form: dates become instants in the city's zone, once and for all. */
export function toForm(
  command: RecordConsent,
  consentId: string,
  { zone, now }: { readonly zone: string; readonly now: Date },
): ConsentForm {
  const expiresAt = command.expiresOn
    ? endOfLocalDay(command.expiresOn, zone)
    : instant(command.expiresAt);
  return {
    consentId,
    version: 1,
    recordKey: command.recordKey,
    kind: command.kind,
    family: command.family,
    formVersion: command.formVersion,
    discloser: departmentOf(command.recordKey),
    recipients: command.recipients.map(toRecipient),
    intermediaries: command.intermediaries,
    statements: [],
    provisions: command.provisions.map(toProvision),
    receivedAt: receivedAt(command, now),
    ...(command.signedBy && { signedBy: command.signedBy }),
    ...(command.capacity && { capacity: command.capacity }),
    ...(command.signedAt && { signedAt: new Date(command.signedAt) }),
    ...(expiresAt && { expiresAt }),
    ...(command.endEvent && { endEvent: { name: command.endEvent } }),
    ...(command.reviewOn && { reviewAt: endOfLocalDay(command.reviewOn, zone) }),
    ...(command.irrevocableUntil && { irrevocableUntil: new Date(command.irrevocableUntil) }),
  };
}

/** The discloser is whoever owns the record on which the form hangs. */
export const departmentOf = (recordKey: string) => recordKey.slice(0, recordKey.indexOf('/'));

const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

function receivedAt(command: RecordConsent, now: Date): Date {
  const at = instant(command.receivedAt) ?? now;
  if (at > now) throw wrong('receivedAt', 'inFuture', 'A form counts from its receipt.');
  return at;
}

const toProvision = (given: RecordConsent['provisions'][number]): ConsentProvision => ({
  effect: given.effect,
  covers: given.covers,
  purposes: given.purposes.map(toPurpose),
  recipients: (given.recipients ?? []).map(toRecipient),
  ...(given.from && { from: new Date(given.from) }),
  ...(given.until && { until: new Date(given.until) }),
});

function toPurpose(word: string): Purpose {
  if (!isPurpose(word)) throw wrong('provisions.purposes', 'unknown', 'No such purpose.');
  return word;
}

const toRecipient = ({
  userId,
  department,
  organization,
  role,
  ...rest
}: NamedRecipient): ConsentRecipient => ({
  ...(userId !== undefined && { userId }),
  ...(department !== undefined && { department }),
  ...(organization !== undefined && { organization }),
  ...(role !== undefined && { role }),
  ...(rest.class !== undefined && { class: rest.class }),
});

const wrong = (field: string, code: string, text: string) =>
  new Refused('INVALID', 'The command has wrong fields.', [
    { field, code, text } satisfies FieldError,
  ]);
