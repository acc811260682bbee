/* eslint-disable max-lines -- a table of rules is as long as it is */
import type { ReferralCommandType, ReferralState } from '@continuum/contracts';
import {
  CLIENT,
  HOLD,
  INFORMATION,
  MISSED_SESSION,
  PROVIDER,
  REOPENING,
  SENDER,
  type Reason,
} from './reasons.js';

/** Sender, provider, coordinator, the system. */
export type Actor = 'S' | 'P' | 'C' | 'X';

/** What must be true beside state and actor; `referral-guards.ts` says how each is checked. */
export type Guard =
  | 'covered'
  | 'noDuplicate'
  | 'serviceActive'
  | 'placeFree'
  | 'notAcknowledged'
  | 'declinesReviewed'
  | 'declinesUnreviewed'
  | 'appointmentAhead'
  | 'singleContact'
  | 'delivered'
  | 'report'
  | 'attempts'
  | 'needConfirmed'
  | 'holdIsTheirs'
  | 'withinReopening'
  | 'hadBeenAccepted';

/** Where a rule leads: a state, the same state, or one that an earlier step stored. */
export type Target = ReferralState | 'same' | 'reviewFrom' | 'holdResumeTo' | 'cancelResumeTo';

export interface Rule {
  readonly id: `R${number}`;
  readonly from: readonly ReferralState[];
  readonly to: Target;
  readonly command: ReferralCommandType | 'draft';
  /** `referral.<event>.v1`; drafts publish nothing. */
  readonly event: string | null;
  readonly actors: readonly Actor[];
  /** Required where present, refused where not. */
  readonly reasons?: readonly Reason[];
  /** Reasons that only the system gives. */
  readonly systemReasons?: readonly Reason[];
  readonly guards?: readonly Guard[];
  /** For steps back from a decline review: where it came from. */
  readonly cameFrom?: readonly ReferralState[];
  /** Two people, one after the other, give the same command. */
  readonly needsSecondPerson?: true;
}

/** `accepted` until `in_service`: the provider works with the person. */
const UNDER_WAY = ['accepted', 'waitlisted', 'scheduled', 'no_show', 'in_service'] as const;
const UNANSWERED = ['draft', 'sent', 'info_requested', 'decline_review'] as const;
const NEGATIVE_ENDS = ['declined', 'expired', 'ended_unmet', 'cancelled'] as const;

export const OPEN_STATES: readonly ReferralState[] = [
  ...UNANSWERED,
  ...UNDER_WAY,
  'on_hold',
  'cancel_requested',
];
export const END_STATES: readonly ReferralState[] = [...NEGATIVE_ENDS, 'completed', 'voided'];

const DECLINES = [...PROVIDER, ...CLIENT];
const CANCELS = [...SENDER, ...CLIENT];

/** Every step a referral can take. A pair that is not here is refused. */
export const REFERRAL_RULES: readonly Rule[] = [
  { id: 'R01', from: [], to: 'draft', command: 'draft', event: null, actors: ['S'] },
  { id: 'R02', from: ['draft'], to: 'same', command: 'edit', event: null, actors: ['S'] },
  {
    id: 'R03',
    from: ['draft'],
    to: 'voided',
    command: 'discard',
    event: null,
    actors: ['S', 'X'],
    reasons: ['discarded'],
    systemReasons: ['abandoned_draft'],
  },
  {
    id: 'R04',
    from: ['draft'],
    to: 'sent',
    command: 'send',
    event: 'sent',
    actors: ['S'],
    guards: ['serviceActive', 'noDuplicate', 'placeFree', 'covered'],
  },
  {
    id: 'R05',
    from: ['sent'],
    to: 'same',
    command: 'acknowledge',
    event: 'acknowledged',
    actors: ['P'],
    guards: ['notAcknowledged'],
  },
  {
    id: 'R06',
    from: ['sent'],
    to: 'info_requested',
    command: 'request-info',
    event: 'info-requested',
    actors: ['P'],
    reasons: INFORMATION,
  },
  {
    id: 'R07',
    from: ['info_requested'],
    to: 'sent',
    command: 'supply-info',
    event: 'info-supplied',
    actors: ['S'],
  },
  {
    id: 'R08',
    from: ['info_requested'],
    to: 'expired',
    command: 'expire',
    event: 'expired',
    actors: ['X'],
    systemReasons: ['no_info_from_sender'],
  },
  {
    id: 'R09',
    from: ['info_requested'],
    to: 'cancelled',
    command: 'cancel',
    event: 'cancelled',
    actors: ['S'],
    reasons: CANCELS,
  },
  {
    id: 'R10',
    from: ['sent'],
    to: 'accepted',
    command: 'accept',
    event: 'accepted',
    actors: ['P'],
  },
  {
    id: 'R11',
    from: ['sent'],
    to: 'waitlisted',
    command: 'waitlist',
    event: 'waitlisted',
    actors: ['P'],
    reasons: ['at_capacity'],
  },
  {
    id: 'R12',
    from: ['sent'],
    to: 'decline_review',
    command: 'propose-decline',
    event: 'decline-proposed',
    actors: ['P'],
    reasons: DECLINES,
    guards: ['declinesReviewed'],
  },
  {
    id: 'R13',
    from: ['sent'],
    to: 'declined',
    command: 'decline',
    event: 'declined',
    actors: ['P'],
    reasons: DECLINES,
    guards: ['declinesUnreviewed'],
  },
  {
    id: 'R14',
    from: ['decline_review'],
    to: 'declined',
    command: 'decline',
    event: 'declined',
    actors: ['C', 'X'],
  },
  {
    id: 'R15',
    from: ['decline_review'],
    to: 'sent',
    command: 'send-back',
    event: 'sent-back',
    actors: ['C'],
    cameFrom: ['sent'],
  },
  {
    id: 'R16',
    from: ['decline_review'],
    to: 'reviewFrom',
    command: 'send-back',
    event: 'sent-back',
    actors: ['C'],
    cameFrom: ['accepted', 'waitlisted', 'scheduled'],
  },
  {
    id: 'R17',
    from: ['sent'],
    to: 'expired',
    command: 'expire',
    event: 'expired',
    actors: ['X'],
    systemReasons: ['no_response'],
  },
  {
    id: 'R18',
    from: ['sent'],
    to: 'cancelled',
    command: 'cancel',
    event: 'cancelled',
    actors: ['S'],
    reasons: CANCELS,
  },
  {
    id: 'R19',
    from: ['accepted'],
    to: 'scheduled',
    command: 'schedule',
    event: 'scheduled',
    actors: ['P'],
    guards: ['appointmentAhead'],
  },
  {
    id: 'R20',
    from: ['accepted'],
    to: 'in_service',
    command: 'start-service',
    event: 'service-started',
    actors: ['P'],
  },
  {
    id: 'R21',
    from: ['accepted'],
    to: 'completed',
    command: 'complete',
    event: 'completed',
    actors: ['P'],
    guards: ['singleContact', 'delivered'],
  },
  {
    id: 'R22',
    from: ['accepted'],
    to: 'waitlisted',
    command: 'waitlist',
    event: 'waitlisted',
    actors: ['P'],
    reasons: ['at_capacity'],
  },
  {
    id: 'R23',
    from: ['accepted'],
    to: 'decline_review',
    command: 'propose-decline',
    event: 'decline-proposed',
    actors: ['P'],
    reasons: DECLINES,
  },
  {
    id: 'R24',
    from: ['accepted'],
    to: 'ended_unmet',
    command: 'end-unmet',
    event: 'ended-unmet',
    actors: ['P'],
    reasons: DECLINES,
    guards: ['attempts'],
  },
  {
    id: 'R25',
    from: ['waitlisted'],
    to: 'accepted',
    command: 'offer-place',
    event: 'place-offered',
    actors: ['P'],
    guards: ['needConfirmed'],
  },
  {
    id: 'R26',
    from: ['waitlisted'],
    to: 'decline_review',
    command: 'propose-decline',
    event: 'decline-proposed',
    actors: ['P'],
    reasons: DECLINES,
  },
  {
    id: 'R27',
    from: ['waitlisted'],
    to: 'ended_unmet',
    command: 'end-unmet',
    event: 'ended-unmet',
    actors: ['C'],
    reasons: DECLINES,
  },
  {
    id: 'R28',
    from: ['scheduled'],
    to: 'same',
    command: 'reschedule',
    event: 'rescheduled',
    actors: ['P', 'S'],
    reasons: MISSED_SESSION,
    guards: ['appointmentAhead'],
  },
  {
    id: 'R29',
    from: ['scheduled'],
    to: 'in_service',
    command: 'attend',
    event: 'attended',
    actors: ['P'],
  },
  {
    id: 'R30',
    from: ['scheduled'],
    to: 'completed',
    command: 'complete',
    event: 'completed',
    actors: ['P'],
    guards: ['singleContact', 'delivered'],
  },
  {
    id: 'R31',
    from: ['scheduled'],
    to: 'no_show',
    command: 'miss',
    event: 'missed',
    actors: ['P'],
  },
  {
    id: 'R32',
    from: ['scheduled'],
    to: 'accepted',
    command: 'cancel-appointment',
    event: 'appointment-cancelled',
    actors: ['P', 'S'],
  },
  {
    id: 'R33',
    from: ['scheduled'],
    to: 'decline_review',
    command: 'propose-decline',
    event: 'decline-proposed',
    actors: ['P'],
    reasons: DECLINES,
  },
  {
    id: 'R34',
    from: ['no_show'],
    to: 'scheduled',
    command: 'reschedule',
    event: 'rescheduled',
    actors: ['P'],
    guards: ['appointmentAhead'],
  },
  {
    id: 'R35',
    from: ['no_show'],
    to: 'in_service',
    command: 'start-service',
    event: 'service-started',
    actors: ['P'],
  },
  {
    id: 'R36',
    from: ['no_show'],
    to: 'ended_unmet',
    command: 'end-unmet',
    event: 'ended-unmet',
    actors: ['P'],
    reasons: ['not_engaged', 'unable_to_contact'],
    guards: ['attempts'],
  },
  {
    id: 'R37',
    from: ['in_service'],
    to: 'completed',
    command: 'complete',
    event: 'completed',
    actors: ['P'],
    guards: ['delivered', 'report'],
  },
  {
    id: 'R38',
    from: ['in_service'],
    to: 'ended_unmet',
    command: 'end-unmet',
    event: 'ended-unmet',
    actors: ['P'],
    reasons: DECLINES,
    guards: ['report'],
  },
  {
    id: 'R39',
    from: UNDER_WAY,
    to: 'on_hold',
    command: 'hold',
    event: 'held',
    actors: ['S', 'P', 'X'],
    reasons: ['hospitalised', 'cannot_locate', 'client_paused'],
    systemReasons: ['in_custody', 'consent_revoked'],
  },
  {
    id: 'R40',
    from: ['on_hold'],
    to: 'holdResumeTo',
    command: 'resume',
    event: 'resumed',
    actors: ['P', 'S', 'X'],
    guards: ['holdIsTheirs'],
  },
  {
    id: 'R41',
    from: ['on_hold'],
    to: 'ended_unmet',
    command: 'end-unmet',
    event: 'ended-unmet',
    actors: ['C'],
    reasons: DECLINES,
  },
  {
    id: 'R42',
    from: [...UNDER_WAY, 'on_hold'],
    to: 'cancel_requested',
    command: 'request-cancel',
    event: 'cancel-requested',
    actors: ['S'],
    reasons: CANCELS,
  },
  {
    id: 'R43',
    from: ['cancel_requested'],
    to: 'cancelled',
    command: 'confirm-cancel',
    event: 'cancelled',
    actors: ['P', 'X'],
  },
  {
    id: 'R44',
    from: ['cancel_requested'],
    to: 'completed',
    command: 'complete',
    event: 'completed',
    actors: ['P'],
    guards: ['delivered'],
  },
  {
    id: 'R45',
    from: ['cancel_requested'],
    to: 'cancelResumeTo',
    command: 'retract-cancel',
    event: 'cancel-retracted',
    actors: ['S'],
  },
  {
    id: 'R46',
    from: ['completed', 'ended_unmet'],
    to: 'in_service',
    command: 'reopen',
    event: 'reopened',
    actors: ['P', 'C'],
    reasons: REOPENING,
    guards: ['withinReopening'],
  },
  {
    id: 'R47',
    from: ['cancelled'],
    to: 'accepted',
    command: 'reopen',
    event: 'reopened',
    actors: ['P', 'C'],
    reasons: REOPENING,
    guards: ['withinReopening', 'hadBeenAccepted'],
  },
  {
    id: 'R48',
    from: [...OPEN_STATES, ...NEGATIVE_ENDS, 'completed'],
    to: 'voided',
    command: 'void',
    event: 'voided',
    actors: ['C'],
    needsSecondPerson: true,
  },
  {
    id: 'R49',
    from: NEGATIVE_ENDS,
    to: 'same',
    command: 'reroute',
    event: 'rerouted',
    actors: ['C', 'S'],
  },
  {
    id: 'R50',
    from: ['sent', 'waitlisted'],
    to: 'decline_review',
    command: 'propose-decline',
    event: 'decline-proposed',
    actors: ['X'],
    systemReasons: ['service_closed'],
  },
  {
    id: 'R51',
    from: UNANSWERED,
    to: 'cancelled',
    command: 'cancel',
    event: 'cancelled',
    actors: ['X'],
    systemReasons: ['consent_revoked', 'client_deceased'],
  },
  {
    id: 'R52',
    from: [...UNDER_WAY, 'on_hold', 'cancel_requested'],
    to: 'cancelled',
    command: 'cancel',
    event: 'cancelled',
    actors: ['X'],
    systemReasons: ['client_deceased'],
  },
];

export const isOpen = (state: ReferralState) => OPEN_STATES.includes(state);

/** Rules of a command in a state, whoever gives it. */
export const rulesFor = (state: ReferralState, command: ReferralCommandType) =>
  REFERRAL_RULES.filter((rule) => rule.command === command && rule.from.includes(state));

export const reasonsFor = (rule: Rule, actor: Actor): readonly Reason[] | undefined =>
  actor === 'X' ? rule.systemReasons : rule.reasons;

/** Hold reasons that come and go with facts, not with a person's word. */
export const SYSTEM_HOLDS: readonly string[] = HOLD.filter(
  (reason) => reason === 'in_custody' || reason === 'consent_revoked',
);
