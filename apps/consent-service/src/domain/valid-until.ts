import type { ConsentFact, Facts, Interval } from './facts.js';
import { ACTIVE_WITHIN_MS, MFA_LASTS_FOR_BTG_MS, MFA_LASTS_MS } from './gates/standing.js';
import { addDays, localDateOf, startOfLocalDay } from './local-date.js';

const LONGEST_MS = 60_000;
const ONE_USE_MS = 10_000;

/** The earliest instant at which some row begins or ends: until then the same question gets the same answer. */
export function validUntil(facts: Facts, now: Date, isOneUse: boolean): Date {
  const latest = +now + (isOneUse ? ONE_USE_MS : LONGEST_MS);
  let earliest = latest;
  for (const instant of boundariesOf(facts, now)) {
    if (instant && +instant > +now && +instant < earliest) earliest = +instant;
  }
  return new Date(earliest);
}

function* boundariesOf(facts: Facts, now: Date): Generator<Date | undefined> {
  const { policy, user, session, relations, roster, restrictions, instruments, emergency } = facts;
  yield* policy.boundaries;
  for (const each of [
    ...(user?.assignments ?? []),
    ...relations,
    ...roster,
    ...restrictions,
    ...instruments,
  ]) {
    yield* ends(each);
  }
  if (emergency) yield* ends(emergency);
  for (const { expiresAt } of user?.trainings ?? []) yield expiresAt;
  if (user) yield later(user.lastActiveAt, ACTIVE_WITHIN_MS + 1);
  if (session.mfaAt)
    yield* [later(session.mfaAt, MFA_LASTS_FOR_BTG_MS), later(session.mfaAt, MFA_LASTS_MS)];
  for (const form of facts.consents) yield* boundariesOfForm(form);
  if (roster.length > 0)
    yield startOfLocalDay(addDays(localDateOf(now, policy.timeZone), 1), policy.timeZone);
}

const ends = ({ from, until }: Interval) => [from, until];

const later = (instant: Date, ms: number) => new Date(+instant + ms);

/** A form that cannot be read has no boundary: it denies. */
function boundariesOfForm(form: ConsentFact): (Date | undefined)[] {
  try {
    return [
      form.receivedAt,
      form.verifiedAt,
      form.expiresAt,
      form.reviewAt,
      form.endEvent?.recordedAt,
      form.revocation?.receivedAt,
      form.suspendedAt,
      form.enteredInErrorAt,
      ...form.provisions.flatMap(({ from, until }) => [from, until]),
    ];
  } catch {
    return [];
  }
}
