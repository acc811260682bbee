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

/** Reasons that deny whatever is asked about. */
const OF_THE_ASKER = new Set([...WHOLE_REQUEST, 'ACCOUNT_STALE', 'TRAINING_LAPSED']);

const notFound = () => new Refused('NOT_FOUND', 'There is nothing here that you may see.');

/** A person may learn what is missing; of what is silent nothing is said, as of what does not exist. */
export function refusalOf({ reasons }: Pick<Decision, 'reasons'>): Refused {
  const [first] = reasons;
  if (!first) return notFound();
  if (WHOLE_REQUEST.has(first.code)) return new Refused(first.code, first.text);
  const fields = reasons.map(({ code, text }) => ({ field: 'decision', code, text }));
  return new Refused('DENIED', 'This is not permitted for this purpose.', fields);
}

export const showsSomething = ({ sources }: Pick<Decision, 'sources'>) =>
  sources.some(({ shown }) => shown.length > 0);

/** Of what is about somebody, or counted: who sees nothing of it is told what is missing, if anything. */
export function assertSomething(decision: Pick<Decision, 'reasons' | 'sources'>): void {
  if (!showsSomething(decision)) throw refusalOf(decision);
}

/** Of a list: whoever may not ask at all is told so; whoever may, and sees nothing of it, gets an empty one. */
export function assertMayAsk(decision: Pick<Decision, 'reasons'>): void {
  if (decision.reasons.some(({ code }) => OF_THE_ASKER.has(code))) throw refusalOf(decision);
}

/** Records without which there is no answer. */
export interface Needed {
  readonly needed: readonly string[];
}

/** Not there, not visible, and visible in part are one answer. */
export function assertShown(decision: Decision, { needed }: Needed): void {
  assertMayAsk(decision);
  const shown = new Set(
    decision.sources.filter((one) => one.shown.length > 0).map(({ recordKey }) => recordKey),
  );
  if (shown.size > 0 && needed.every((key) => shown.has(key))) return;
  throw notFound();
}
