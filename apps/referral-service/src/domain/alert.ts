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

export type NewAlert = Pick<
  Alert,
  'alertId' | 'code' | 'episode' | 'caseId' | 'personId' | 'anchorRecordKey'
>;

export const raise = (start: NewAlert, now: Date): Alert => ({
  ...start,
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
