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

/** Records without which there is no answer, and what is said where nothing at all is permitted. */
export interface Needed {
  readonly needed: readonly string[];
  /** Unless told otherwise, that there is nothing. */
  readonly refuse?: (refusal: Refused) => Refused;
}

/** Not there, not visible, and visible in part are one answer. */
export function assertShown(decision: Decision, { needed, refuse = thereIsNothing }: Needed): void {
  const shown = new Set(
    decision.sources.filter((one) => one.shown.length > 0).map(({ recordKey }) => recordKey),
  );
  if (shown.size === 0) throw refuse(refusalOf(decision));
  if (!needed.every((key) => shown.has(key))) throw notFound();
}

const thereIsNothing = (refusal: Refused) => (refusal.code === 'DENIED' ? notFound() : refusal);

const notFound = () => new Refused('NOT_FOUND', 'There is nothing here that you may see.');
