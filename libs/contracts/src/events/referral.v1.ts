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
    /** From sending on the provider's intake worker, from acceptance on whoever took it: the receiver's relation. */
    receiverUserId: Type.Optional(Type.String({ maxLength: 80 })),
  }),
});

/** A referral was sent to a provider. */
export const ReferralSentV1 = event('sent');
/** The provider opened it. */
export const ReferralAcknowledgedV1 = event('acknowledged');
/** The provider asked for what lacks. */
export const ReferralInfoRequestedV1 = event('info-requested');
/** The sender answered. */
export const ReferralInfoSuppliedV1 = event('info-supplied');
/** The provider took it. */
export const ReferralAcceptedV1 = event('accepted');
/** The provider put the person on its waiting list. */
export const ReferralWaitlistedV1 = event('waitlisted');
/** A place became free for a person who waited. */
export const ReferralPlaceOfferedV1 = event('place-offered');
/** A decline waits for review. */
export const ReferralDeclineProposedV1 = event('decline-proposed');
/** A proposed decline was not confirmed. */
export const ReferralSentBackV1 = event('sent-back');
/** The provider declined, for a reason. */
export const ReferralDeclinedV1 = event('declined');
/** An appointment was made. */
export const ReferralScheduledV1 = event('scheduled');
/** The appointment was moved. */
export const ReferralRescheduledV1 = event('rescheduled');
/** The appointment was cancelled without a new one. */
export const ReferralAppointmentCancelledV1 = event('appointment-cancelled');
/** The person came, and service began. */
export const ReferralAttendedV1 = event('attended');
/** The person did not come. */
export const ReferralMissedV1 = event('missed');
/** Service began. */
export const ReferralServiceStartedV1 = event('service-started');
/** Service ended with its outcome. */
export const ReferralCompletedV1 = event('completed');
/** It ended without the need being met, for a reason. */
export const ReferralEndedUnmetV1 = event('ended-unmet');
/** It pauses: custody, hospital, a withdrawn consent. */
export const ReferralHeldV1 = event('held');
/** It goes on where it paused. */
export const ReferralResumedV1 = event('resumed');
/** The sender asked to cancel what the provider had accepted. */
export const ReferralCancelRequestedV1 = event('cancel-requested');
/** The sender took that back. */
export const ReferralCancelRetractedV1 = event('cancel-retracted');
/** It was cancelled. */
export const ReferralCancelledV1 = event('cancelled');
/** Nobody answered in time. */
export const ReferralExpiredV1 = event('expired');
/** An ended referral was taken up again. */
export const ReferralReopenedV1 = event('reopened');
/** It goes on as a new referral to another provider. */
export const ReferralReroutedV1 = event('rerouted');
/** It was entered in error. */
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
