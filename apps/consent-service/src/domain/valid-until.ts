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
  for (const row of [...relations, ...roster, ...restrictions, ...instruments]) yield* ends(row);
  for (const assignment of user?.assignments ?? []) yield* ends(assignment);
  for (const training of user?.trainings ?? []) yield* readable(() => [training.expiresAt]);
  if (emergency) yield* ends(emergency);
  if (user) yield later(user.lastActiveAt, ACTIVE_WITHIN_MS + 1);
  if (session.mfaAt) {
    yield* [later(session.mfaAt, MFA_LASTS_FOR_BTG_MS), later(session.mfaAt, MFA_LASTS_MS)];
  }
  for (const form of facts.consents) yield* readable(() => boundariesOfForm(form));
  if (roster.length > 0) yield nextMidnight(now, policy.timeZone);
}

const ends = (interval: Interval) => readable(() => [interval.from, interval.until]);

/** A row that cannot be read has no boundary: it permits nothing, or denies for good. */
function readable(instants: () => (Date | undefined)[]): (Date | undefined)[] {
  try {
    return instants();
  } catch {
    return [];
  }
}

const boundariesOfForm = (form: ConsentFact) => [
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

const later = (instant: Date, ms: number) => new Date(+instant + ms);

const nextMidnight = (now: Date, zone: string) =>
  startOfLocalDay(addDays(localDateOf(now, zone), 1), zone);
