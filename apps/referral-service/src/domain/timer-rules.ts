import type { ReferralState } from '@continuum/contracts';
import type { Referral } from './referral.js';

export type TimerId =
  | 'T1'
  | 'T2'
  | 'T3'
  | 'T4'
  | 'T5'
  | 'T6'
  | 'T7'
  | 'T8'
  | 'T9'
  | 'T10'
  | 'T11'
  | 'T12'
  | 'T13'
  | 'T14';

/** Business days, or elapsed minutes. */
export type Span = { readonly bd: number } | { readonly minutes: number };
export const bd = (count: number): Span => ({ bd: count });
export const minutes = (count: number): Span => ({ minutes: count });
export const hours = (count: number): Span => minutes(count * 60);
export const days = (count: number): Span => hours(count * 24);

/** remind and escalate tell somebody; fire takes a step of the table; release frees the locked place. */
export type TimerEnd = 'remind' | 'escalate' | 'fire' | 'release';

export interface TimerStep {
  readonly end: TimerEnd;
  /** null: this urgency has no such step. */
  readonly after: Readonly<Record<Referral['urgency'], Span | null>>;
}

export interface TimerRule {
  readonly timer: TimerId;
  readonly in: readonly ReferralState[];
  readonly steps: readonly TimerStep[];
  /** What is left is kept while the referral is on hold, or waits for information. */
  readonly stopsOnHold?: true;
  readonly stopsForInformation?: true;
  /** Counted from the appointment's end. */
  readonly fromAppointment?: true;
  readonly needsLockedPlace?: true;
}

const step = (
  end: TimerEnd,
  routine: Span | null,
  urgent: Span | null = routine,
  immediate: Span | null = urgent,
): TimerStep => ({ end, after: { routine, urgent, immediate } });

/** Every open state has a deadline. */
export const TIMER_RULES: readonly TimerRule[] = [
  {
    timer: 'T1',
    in: ['draft'],
    steps: [step('remind', days(7), days(7), null), step('fire', days(90), days(90), hours(24))],
  },
  { timer: 'T2', in: ['sent'], steps: [step('remind', bd(1), hours(1), minutes(5))] },
  {
    timer: 'T3',
    in: ['sent'],
    stopsForInformation: true,
    steps: [
      step('remind', bd(2), hours(4), minutes(10)),
      step('escalate', hours(72), hours(8), minutes(10)),
      step('fire', bd(14), bd(2), minutes(30)),
    ],
  },
  {
    timer: 'T4',
    in: ['info_requested'],
    steps: [step('remind', bd(1), null), step('fire', bd(7), bd(1), minutes(15))],
  },
  { timer: 'T5', in: ['decline_review'], steps: [step('fire', bd(2), hours(4), minutes(15))] },
  {
    timer: 'T6',
    in: ['waitlisted'],
    stopsOnHold: true,
    steps: [step('remind', days(30), days(7), null), step('escalate', days(90), null)],
  },
  {
    timer: 'T7',
    in: ['accepted'],
    stopsOnHold: true,
    steps: [
      step('remind', bd(2), bd(1), minutes(30)),
      step('escalate', bd(5), null),
      step('escalate', bd(10), null),
    ],
  },
  {
    timer: 'T8',
    in: ['scheduled'],
    stopsOnHold: true,
    fromAppointment: true,
    steps: [step('remind', hours(24))],
  },
  { timer: 'T9', in: ['no_show'], stopsOnHold: true, steps: [step('remind', bd(5), bd(2), null)] },
  {
    timer: 'T10',
    in: ['accepted', 'scheduled'],
    stopsOnHold: true,
    steps: [step('remind', days(7), days(2), null), step('escalate', days(14), null)],
  },
  {
    timer: 'T10',
    in: ['in_service'],
    stopsOnHold: true,
    steps: [step('remind', days(30), days(2), null), step('escalate', days(37), null)],
  },
  {
    timer: 'T11',
    in: ['on_hold'],
    steps: [step('remind', days(14), days(7), days(7)), step('escalate', days(180))],
  },
  { timer: 'T12', in: ['cancel_requested'], steps: [step('fire', bd(2), hours(4), minutes(15))] },
  {
    timer: 'T14',
    in: ['sent'],
    needsLockedPlace: true,
    steps: [step('release', hours(72), hours(8), minutes(30))],
  },
];

/** Which command a deadline gives, and why, when nobody acted. T13 has no row: a guard reads it. */
export const FIRES = {
  T1: { command: 'discard', reasonCode: 'abandoned_draft' },
  T3: { command: 'expire', reasonCode: 'no_response' },
  T4: { command: 'expire', reasonCode: 'no_info_from_sender' },
  T5: { command: 'decline', reasonCode: undefined },
  T12: { command: 'confirm-cancel', reasonCode: undefined },
} as const;
