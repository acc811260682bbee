import { Refused, type Decision } from '@continuum/contracts';

/** Reasons that deny a request as a whole, each with a status of its own. */
const WHOLE_REQUEST = new Set([
  'BAD_REQUEST',
  'PURPOSE_MISSING',
  'UNKNOWN_ELEMENT',
  'FIELD_NOT_SEARCHABLE',
  'AUDIT_UNAVAILABLE',
  'STALE_EPOCH',
]);

/** A person may learn what is missing; of what is silent nothing is said, as of what does not exist. */
export function refusalOf({ reasons }: Pick<Decision, 'reasons'>): Refused {
  const [first] = reasons;
  if (!first) return new Refused('NOT_FOUND', 'There is nothing here that you may see.');
  if (WHOLE_REQUEST.has(first.code)) return new Refused(first.code, first.text);
  const fields = reasons.map(({ code, text }) => ({ field: 'decision', code, text }));
  return new Refused('DENIED', 'This is not permitted for this purpose.', fields);
}

/** The question itself was wrong, whoever it was about. */
export const isOfWholeRequest = ({ code }: Refused) => WHOLE_REQUEST.has(code);

export const showsSomething = ({ sources }: Pick<Decision, 'sources'>) =>
  sources.some(({ shown }) => shown.length > 0);
