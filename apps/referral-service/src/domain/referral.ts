import type {
  Appointment,
  DraftReferral,
  Label,
  ReferralOutcome,
  ReferralState,
} from '@continuum/contracts';
import { Refused } from '@continuum/contracts';
import type { Subject } from './person-ref.js';
import type { Service } from './directory.js';

export interface BookedAppointment extends Pick<Appointment, 'startsAt' | 'endsAt' | 'modality'> {
  readonly appointmentId: string;
  /** A new instant is a new version; the old one stays in the history. */
  readonly version: number;
  readonly locationId: string | null;
  readonly transport: boolean;
}

export interface Referral extends Subject {
  readonly referralId: string;
  readonly version: number;
  readonly state: ReferralState;
  readonly caseId: string | null;
  readonly serviceId: string;
  /** Owner: the department that answers for the service. */
  readonly department: string;
  readonly labels: readonly Label[];
  readonly needCategory: string;
  readonly urgency: DraftReferral['urgency'];
  readonly door: DraftReferral['door'];
  readonly senderUserId: string;
  /** From sending on the provider's intake worker, from acceptance on whoever took it. */
  readonly receiverUserId: string | null;
  /** Elements that the provider is told, permitted by the decision. */
  readonly discloses: readonly string[];
  readonly purpose: string | null;
  readonly decisionId: string | null;
  readonly draftedAt: Date;
  readonly sentAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly stateSince: Date;
  readonly at: Date;
  readonly reasonCode: string | null;
  readonly reviewFrom: ReferralState | null;
  readonly holdResumeTo: ReferralState | null;
  readonly holdReason: string | null;
  readonly cancelResumeTo: ReferralState | null;
  readonly holdMinutes: number;
  readonly appointment: BookedAppointment | null;
  readonly outcome: ReferralOutcome | null;
  /** First of the two people who void it. */
  readonly voidProposedBy: string | null;
  readonly chainId: string;
  readonly reroutedFrom: string | null;
}

export type NewReferral = Pick<
  Referral,
  | 'referralId'
  | 'personId'
  | 'anchorRecordKey'
  | 'caseId'
  | 'needCategory'
  | 'urgency'
  | 'door'
  | 'senderUserId'
  | 'discloses'
>;

/** R01: nothing leaves the sender's desk. */
export function draft(start: NewReferral, service: Service, now: Date): Referral {
  if (!service.doors.includes(start.door)) {
    throw new Refused('DOOR_CLOSED', 'This service does not take referrals through this door.');
  }
  return {
    ...unanswered,
    ...start,
    version: 1,
    state: 'draft',
    serviceId: service.serviceId,
    department: service.department,
    labels: ['STATE_CONF', ...service.labels],
    draftedAt: now,
    stateSince: now,
    at: now,
    chainId: start.referralId,
    reroutedFrom: null,
  };
}

const unanswered = {
  isPersonUncertain: false,
  receiverUserId: null,
  purpose: null,
  decisionId: null,
  sentAt: null,
  acknowledgedAt: null,
  acceptedAt: null,
  reasonCode: null,
  reviewFrom: null,
  holdResumeTo: null,
  holdReason: null,
  cancelResumeTo: null,
  holdMinutes: 0,
  appointment: null,
  outcome: null,
  voidProposedBy: null,
} as const;

/** R49: the same person and need, another service; a new draft in the same chain, with its own decision. */
export function rerouted(
  earlier: Referral,
  service: Service,
  by: { readonly referralId: string; readonly userId: string },
  now: Date,
): Referral {
  const { personId, anchorRecordKey, caseId, needCategory, urgency, door, discloses } = earlier;
  const start = { personId, anchorRecordKey, caseId, needCategory, urgency, door, discloses };
  const next = draft(
    { ...start, referralId: by.referralId, senderUserId: by.userId },
    service,
    now,
  );
  return { ...next, chainId: earlier.chainId, reroutedFrom: earlier.referralId };
}

/** What leaves with a disclosure: the PART2 label means that the sender must not tell an answer from silence. */
export const isPart2 = ({ labels }: Pick<Referral, 'labels'>) => labels.includes('PART2');
