import { Refused, type CaseV1 } from '@continuum/contracts';
import { DAY_MS } from './business-time.js';
import type { Subject } from './person-ref.js';

export type Origin = CaseV1['data']['origin'];

export interface Nomination extends Subject {
  readonly caseId: string;
  readonly programme: string;
  readonly origin: Origin;
  /** Which measure put the person here, never the count. */
  readonly crossing: Crossing | null;
}

export interface Crossing {
  readonly measure: string;
  readonly definitionVersion: number;
  readonly asOf: string;
}

interface Step {
  readonly version: number;
  readonly at: Date;
  readonly proposedAt: Date;
}

interface Led extends Nomination, Step {
  readonly leadUserId: string;
}

export interface Enrolment {
  readonly agreedAt: Date;
  readonly decisionId: string;
  readonly study: string | null;
  readonly arm: string | null;
}

interface Enrolled extends Led {
  readonly enrolment: Enrolment;
}

export interface ProposedCase extends Nomination, Step {
  readonly status: 'proposed';
}
export interface OfferedCase extends Led {
  readonly status: 'offered';
}
export interface EnrolledCase extends Enrolled {
  readonly status: 'enrolled';
}
export interface ActiveCase extends Enrolled {
  readonly status: 'active';
}
export interface InactiveCase extends Enrolled {
  readonly status: 'inactive';
}
export interface ClosedCase extends Nomination, Step {
  readonly status: 'closed';
  readonly leadUserId: string | null;
  readonly enrolment: Enrolment | null;
  readonly reason: string;
  readonly destination: string | null;
}
export type OpenCase = ProposedCase | OfferedCase | EnrolledCase | ActiveCase | InactiveCase;
export type MdtCase = OpenCase | ClosedCase;

const DECLINE_RESTS_MS = 90 * DAY_MS;
const REOPENS_WITHIN_MS = 90 * DAY_MS;
const NOT_TAKEN_UP = ['not_eligible', 'duplicate', 'no_place', 'served_elsewhere'];
const DECLINED = ['declined_by_client', 'unable_to_contact'];
const ENDED = ['goals_met', 'withdrew', 'moved_away', 'long_custody', 'deceased', 'transferred'];
export const UNTIL_INACTIVE_DAYS = 90;

export const isOpenCase = (mdtCase: MdtCase): mdtCase is OpenCase => mdtCase.status !== 'closed';
type TakenUp = EnrolledCase | ActiveCase | InactiveCase;
export const isEnrolled = (mdtCase: MdtCase): mdtCase is TakenUp =>
  ['enrolled', 'active', 'inactive'].includes(mdtCase.status);

/** C01: a person is nominated once: not while a case is open, nor soon after declining an offer. */
export function nominate(
  nomination: Nomination,
  known: readonly MdtCase[],
  now: Date,
): ProposedCase | undefined {
  const ofProgramme = known.filter(({ programme }) => programme === nomination.programme);
  if (ofProgramme.some((earlier) => stillCounts(earlier, now))) return undefined;
  return { ...nomination, status: 'proposed', version: 1, at: now, proposedAt: now };
}

/** C02 */
export function offer(mdtCase: MdtCase, leadUserId: string, now: Date): OfferedCase {
  if (mdtCase.status !== 'proposed') throw wrongState(mdtCase);
  return { ...next(mdtCase, now), status: 'offered', leadUserId };
}

/** C04 */
export function enrol(mdtCase: MdtCase, enrolment: Enrolment, now: Date): EnrolledCase {
  if (mdtCase.status !== 'offered') throw wrongState(mdtCase);
  if (enrolment.agreedAt > now) {
    throw new Refused('NOT_YET_AGREED', 'The person agreed in the future.', [
      { field: 'data.agreedAt', code: 'NOT_YET_AGREED', text: 'An instant that has passed.' },
    ]);
  }
  return { ...next(mdtCase, now), status: 'enrolled', enrolment };
}

/** C06 */
export function activate(mdtCase: MdtCase, now: Date): ActiveCase {
  if (mdtCase.status !== 'enrolled' && mdtCase.status !== 'inactive') throw wrongState(mdtCase);
  return { ...next(mdtCase, now), status: 'active' };
}

/** C07 */
export function inactivate(mdtCase: MdtCase, now: Date): InactiveCase {
  if (mdtCase.status !== 'active') throw wrongState(mdtCase);
  return { ...next(mdtCase, now), status: 'inactive' };
}

/** C05 */
export function decline(mdtCase: MdtCase, reason: string | undefined, now: Date): ClosedCase {
  if (mdtCase.status !== 'offered') throw wrongState(mdtCase);
  return closed(mdtCase, one(DECLINED, reason), null, now);
}

/** C03 before anybody was asked, C08 after the person enrolled. */
export function close(
  mdtCase: MdtCase,
  end: { readonly reason: string | undefined; readonly destination: string | null },
  now: Date,
): ClosedCase {
  if (mdtCase.status !== 'proposed' && !isEnrolled(mdtCase)) throw wrongState(mdtCase);
  const reasons = mdtCase.status === 'proposed' ? NOT_TAKEN_UP : ENDED;
  return closed(mdtCase, one(reasons, end.reason), end.destination, now);
}

/** C09 */
export function reopen(mdtCase: MdtCase, now: Date): ActiveCase {
  if (mdtCase.status !== 'closed') throw wrongState(mdtCase);
  const { reason: _reason, destination: _destination, enrolment, leadUserId, ...rest } = mdtCase;
  if (!enrolment || !leadUserId) {
    throw new Refused('NEVER_ENROLLED', 'Only a case with an enrolment is reopened.');
  }
  if (+now - +mdtCase.at > REOPENS_WITHIN_MS) {
    throw new Refused('TOO_LATE_TO_REOPEN', 'Nominate the person again.');
  }
  return { ...rest, ...next(rest, now), status: 'active', enrolment, leadUserId };
}

/** Part of the case changed, not its state: its version moves on. */
export const touch = <C extends OpenCase>(mdtCase: C, now: Date): C => next(mdtCase, now);

/** Commands that make sense in a state, for the answer to one that does not. */
export const CASE_STEPS: Readonly<Record<MdtCase['status'], readonly string[]>> = {
  proposed: ['offer', 'close'],
  offered: ['enrol', 'decline', 'join-team', 'leave-team'],
  enrolled: ['activate', 'close', 'join-team', 'leave-team', 'write-card'],
  active: ['inactivate', 'close', 'join-team', 'leave-team', 'write-card'],
  inactive: ['activate', 'close', 'join-team', 'leave-team', 'write-card'],
  closed: ['reopen'],
};

export function wrongState({ status }: MdtCase): Refused {
  return new Refused(
    'WRONG_STATE',
    `The case is ${status}; permitted: ${CASE_STEPS[status].join(', ')}.`,
  );
}

const next = <C extends { readonly version: number; readonly at: Date }>(
  mdtCase: C,
  now: Date,
): C => ({
  ...mdtCase,
  version: mdtCase.version + 1,
  at: now,
});

function closed(
  mdtCase: OpenCase,
  reason: string,
  destination: string | null,
  now: Date,
): ClosedCase {
  const leadUserId = 'leadUserId' in mdtCase ? mdtCase.leadUserId : null;
  const enrolment = 'enrolment' in mdtCase ? mdtCase.enrolment : null;
  return { ...next(mdtCase, now), status: 'closed', leadUserId, enrolment, reason, destination };
}

function one(codes: readonly string[], reason: string | undefined): string {
  if (!reason) throw new Refused('REASON_REQUIRED', `A reason is needed: ${codes.join(', ')}.`);
  if (!codes.includes(reason)) {
    throw new Refused('REASON_REFUSED', `This step takes one of: ${codes.join(', ')}.`);
  }
  return reason;
}

const stillCounts = (mdtCase: MdtCase, now: Date) =>
  isOpenCase(mdtCase) || hasDeclinedLately(mdtCase, now);

/** An offer declined in the last 90 days. */
export const hasDeclinedLately = (mdtCase: MdtCase, now: Date) =>
  mdtCase.status === 'closed' &&
  mdtCase.reason === 'declined_by_client' &&
  +now - +mdtCase.at < DECLINE_RESTS_MS;
