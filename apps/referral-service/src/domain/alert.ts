import { isFresh, isOver, type LinkedStay } from './custody.js';
import { isEnrolled, isOpenCase, type MdtCase } from './mdt-case.js';
import type { Subject } from './person-ref.js';

export type AlertCode = 'booked' | 'hfu_in_custody';
export type AlertRole = 'lead' | 'clinician';

export interface AlertKind {
  readonly severity: 'low' | 'normal' | 'high';
  readonly audience: readonly AlertRole[];
  /** What the alert tells, in elements that a recipient must be permitted to read when it is sent. */
  readonly tells: readonly string[];
  readonly acknowledgeWithinHours: number;
  readonly endsWithCustody: boolean;
}

export const ALERT_KINDS: Readonly<Record<AlertCode, AlertKind>> = {
  booked: {
    severity: 'high',
    audience: ['lead', 'clinician'],
    tells: ['book.admittedAt'],
    acknowledgeWithinHours: 4,
    endsWithCustody: true,
  },
  hfu_in_custody: {
    severity: 'high',
    audience: ['clinician'],
    tells: ['book.admittedAt'],
    acknowledgeWithinHours: 4,
    endsWithCustody: true,
  },
};

/** A recipient asks for care, never for enforcement. */
export const PURPOSE_OF: Readonly<Record<AlertRole, string>> = {
  lead: 'CARE_COORD',
  clinician: 'TREAT',
};

/** One per person, code and episode. */
export interface Alert extends Subject {
  readonly alertId: string;
  readonly version: number;
  readonly code: AlertCode;
  /** The stay or crossing it speaks of: once is enough. */
  readonly episode: string;
  readonly caseId: string | null;
  readonly state: 'raised' | 'acknowledged' | 'ended';
  readonly raisedAt: Date;
  readonly at: Date;
}

export type NewAlert = Pick<Alert, 'alertId' | 'code' | 'episode' | 'caseId' | 'personId'>;

export const raise = (start: NewAlert, now: Date): Alert => ({
  ...start,
  /** It follows the booking it speaks of. */
  anchorRecordKey: start.episode,
  isPersonUncertain: false,
  version: 1,
  state: 'raised',
  raisedAt: now,
  at: now,
});

/** Twice is once. */
export const acknowledge = (alert: Alert, now: Date): Alert | undefined =>
  alert.state === 'raised' ? move(alert, 'acknowledged', now) : undefined;

/** Custody is over: an alert nobody took up has nothing more to say. */
export const endWithCustody = (alert: Alert, now: Date): Alert | undefined =>
  alert.state === 'raised' && ALERT_KINDS[alert.code].endsWithCustody
    ? move(alert, 'ended', now)
    : undefined;

const move = (alert: Alert, state: Alert['state'], now: Date): Alert => ({
  ...alert,
  state,
  version: alert.version + 1,
  at: now,
});

/** What is known about a person when custody or the line of utilisation changes. */
export interface Situation {
  readonly stays: readonly LinkedStay[];
  readonly cases: readonly MdtCase[];
  readonly known: readonly Alert[];
  /** The line was crossed just now. */
  readonly hasCrossed: boolean;
}

export interface DueAlert {
  readonly code: AlertCode;
  readonly episode: string;
  readonly caseId: string | null;
}

/** Once per stay: a stay of somebody we work with, or of somebody on the list who may be approached there. */
export function alertsDue({ stays, cases, known, hasCrossed }: Situation): DueAlert[] {
  const open = cases.filter(isOpenCase);
  const worked = open.find(isEnrolled);
  const listed = open.find((one) => one.origin === 'hfu' && !isEnrolled(one));
  const booked = worked
    ? stays.filter(isFresh).map(({ recordKey }) => due('booked', recordKey, worked))
    : [];
  const nominated =
    listed || hasCrossed
      ? stays
          .filter((stay) => stay.isConfirmed && !isOver(stay))
          .map(({ recordKey }) => due('hfu_in_custody', recordKey, listed ?? open[0]))
      : [];
  return [...booked, ...nominated].filter(
    ({ code, episode }) => !known.some((alert) => alert.code === code && alert.episode === episode),
  );
}

const due = (code: AlertCode, episode: string, { caseId }: { caseId?: string } = {}): DueAlert => ({
  code,
  episode,
  caseId: caseId ?? null,
});

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5 * 60_000;
const MOST_ATTEMPTS = 20;

/** A recipient's relation may arrive a moment after the alert; after an hour nobody will send it any more. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  if (attempts >= MOST_ATTEMPTS) return null;
  return new Date(+now + Math.min(FIRST_WAIT_MS * 2 ** attempts, LONGEST_WAIT_MS));
}
