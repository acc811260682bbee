import { Refused } from '@continuum/contracts';
import type { ConsentFact } from '../facts.js';

/** A form as it stands, without the link of its record to a person. */
export type ConsentForm = Omit<ConsentFact, 'personId' | 'confidence'>;

export interface Revocation {
  readonly isWritten: boolean;
  /** By the discloser: effective from here on. */
  readonly receivedAt: Date;
}

export function verify(form: ConsentForm, statements: readonly string[], at: Date): ConsentForm {
  if (form.revocation) throw new Refused('CONSENT_REVOKED', 'The consent was revoked.');
  return {
    ...form,
    version: form.version + 1,
    verifiedAt: at,
    statements: [...new Set(statements)],
  };
}

/** Said aloud it suspends at once; the written one ends it. Neither counts before the discloser received it. */
export function revoke(
  form: ConsentForm,
  { isWritten, receivedAt }: Revocation,
  now: Date,
): ConsentForm {
  if (receivedAt > now)
    throw new Refused('NOT_YET_RECEIVED', 'A revocation counts from its receipt.');
  if (form.revocation) throw new Refused('CONSENT_REVOKED', 'The consent was revoked before.');
  if (isIrrevocable(form, receivedAt)) {
    throw new Refused('IRREVOCABLE', 'The person agreed not to revoke this consent yet.');
  }
  const version = form.version + 1;
  return isWritten
    ? { ...form, version, revocation: { receivedAt, isWritten } }
    : { ...form, version, suspendedAt: form.suspendedAt ?? receivedAt };
}

export const isIrrevocable = ({ irrevocableUntil }: ConsentForm, at: Date) =>
  irrevocableUntil !== undefined && at < irrevocableUntil;
