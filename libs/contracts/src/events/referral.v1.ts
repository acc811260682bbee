import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Instant, Uuid, Version, oneOf, record } from '../words.js';
import { careHeader } from './care.v1.js';

export const REFERRAL_STATES = [
  'draft',
  'sent',
  'info_requested',
  'decline_review',
  'accepted',
  'waitlisted',
  'scheduled',
  'no_show',
  'in_service',
  'on_hold',
  'cancel_requested',
  'declined',
  'expired',
  'cancelled',
  'completed',
  'ended_unmet',
  'voided',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];
const State = oneOf(...REFERRAL_STATES);
const Minutes = Type.Integer({ minimum: 0 });

const event = eventFamily('referral', 1, {
  topic: 'care',
  key: 'referralId',
  version: 'version',
  data: record({
    ...careHeader,
    referralId: Uuid,
    caseId: Type.Optional(Uuid),
    /** Id of the row of the transition table. */
    rule: Code,
    from: State,
    to: State,
    serviceId: Code,
    needCategory: Code,
    urgency: oneOf('routine', 'urgent', 'immediate'),
    door: oneOf('officer', 'clinician', 'mdt', 'self', 'community', 'court'),
    reasonCode: Type.Optional(Code),
    side: Type.Optional(oneOf('provider', 'client', 'sender', 'system')),
    timer: Type.Optional(Code),
    appointment: Type.Optional(
      record({
        id: Uuid,
        version: Version,
        startsAt: Instant,
        supersedes: Type.Optional(Version),
        result: Type.Optional(Code),
        causeSide: Type.Optional(Code),
      }),
    ),
    outcome: Type.Optional(
      record({
        delivered: oneOf('none', 'part', 'full'),
        need: oneOf('met', 'partly_met', 'not_met', 'unknown'),
        confirmedBy: oneOf('provider', 'client', 'case_manager', 'data_match'),
        resultOn: Type.Optional(careHeader.localDate),
        destination: Type.Optional(Code),
      }),
    ),
    chainId: Uuid,
    reroutedFrom: Type.Optional(Uuid),
    minutesInState: Minutes,
    businessMinutes: Minutes,
    holdMinutes: Minutes,
    /** User or team that received it, from acceptance on: consent-service draws the receiver's relation from it. */
    receiverUserId: Type.Optional(Type.String({ maxLength: 80 })),
  }),
});

export const ReferralSentV1 = event('sent');
export const ReferralAcknowledgedV1 = event('acknowledged');
export const ReferralInfoRequestedV1 = event('info-requested');
export const ReferralInfoSuppliedV1 = event('info-supplied');
export const ReferralAcceptedV1 = event('accepted');
export const ReferralWaitlistedV1 = event('waitlisted');
export const ReferralPlaceOfferedV1 = event('place-offered');
export const ReferralDeclineProposedV1 = event('decline-proposed');
export const ReferralSentBackV1 = event('sent-back');
export const ReferralDeclinedV1 = event('declined');
export const ReferralScheduledV1 = event('scheduled');
export const ReferralRescheduledV1 = event('rescheduled');
export const ReferralAppointmentCancelledV1 = event('appointment-cancelled');
export const ReferralAttendedV1 = event('attended');
export const ReferralMissedV1 = event('missed');
export const ReferralServiceStartedV1 = event('service-started');
export const ReferralCompletedV1 = event('completed');
export const ReferralEndedUnmetV1 = event('ended-unmet');
export const ReferralHeldV1 = event('held');
export const ReferralResumedV1 = event('resumed');
export const ReferralCancelRequestedV1 = event('cancel-requested');
export const ReferralCancelRetractedV1 = event('cancel-retracted');
export const ReferralCancelledV1 = event('cancelled');
export const ReferralExpiredV1 = event('expired');
export const ReferralReopenedV1 = event('reopened');
export const ReferralReroutedV1 = event('rerouted');
export const ReferralVoidedV1 = event('voided');
export type ReferralV1 = EventOf<typeof ReferralSentV1>;

/** All types of the family, for a handler that takes each. */
export const REFERRAL_EVENTS = [
  ReferralSentV1,
  ReferralAcknowledgedV1,
  ReferralInfoRequestedV1,
  ReferralInfoSuppliedV1,
  ReferralAcceptedV1,
  ReferralWaitlistedV1,
  ReferralPlaceOfferedV1,
  ReferralDeclineProposedV1,
  ReferralSentBackV1,
  ReferralDeclinedV1,
  ReferralScheduledV1,
  ReferralRescheduledV1,
  ReferralAppointmentCancelledV1,
  ReferralAttendedV1,
  ReferralMissedV1,
  ReferralServiceStartedV1,
  ReferralCompletedV1,
  ReferralEndedUnmetV1,
  ReferralHeldV1,
  ReferralResumedV1,
  ReferralCancelRequestedV1,
  ReferralCancelRetractedV1,
  ReferralCancelledV1,
  ReferralExpiredV1,
  ReferralReopenedV1,
  ReferralReroutedV1,
  ReferralVoidedV1,
] as const;
