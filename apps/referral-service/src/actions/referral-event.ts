import { catalogue, type DataOf, type Event, type ReferralSentV1 } from '@continuum/contracts';
import type { Change } from '@continuum/messaging';
import {
  businessMinutes,
  elapsedMinutes,
  localDate,
  type CityCalendar,
} from '../domain/business-time.js';
import { refOf } from '../domain/person-ref.js';
import { publicReason, sideOf } from '../domain/reasons.js';
import type { Rule } from '../domain/referral-rules.js';
import type { Taken } from '../domain/referral-step.js';
import type { BookedAppointment } from '../domain/referral.js';

type ReferralEvent = DataOf<typeof ReferralSentV1>;

/** The event a rule publishes; drafts publish nothing. */
export function definitionOf({ event }: Rule): typeof ReferralSentV1 | undefined {
  if (!event) return undefined;
  const definition = catalogue.get(`referral.${event}.v1`);
  if (!definition) throw new Error(`The contracts lack referral.${event}.v1.`);
  return definition as unknown as typeof ReferralSentV1;
}

export function referralChange(
  taken: Taken,
  calendar: CityCalendar,
  by: { readonly timer?: string | undefined; readonly cause?: Event<unknown> | undefined },
): Change<ReferralEvent> {
  const { before, after, rule, actor, at, reasonCode } = taken;
  return {
    department: after.department,
    labels: after.labels,
    cause: by.cause,
    data: {
      version: after.version,
      at: at.toISOString(),
      localDate: localDate(at, calendar.zone),
      personRef: refOf(after),
      actorRole: actor,
      department: after.department,
      referralId: after.referralId,
      rule: rule.id,
      from: before.state,
      to: after.state,
      serviceId: after.serviceId,
      needCategory: after.needCategory,
      urgency: after.urgency,
      door: after.door,
      chainId: after.chainId,
      minutesInState: elapsedMinutes(before.stateSince, at),
      businessMinutes: businessMinutes(before.stateSince, at, calendar),
      holdMinutes: after.holdMinutes,
      ...(after.caseId ? { caseId: after.caseId } : {}),
      ...(reasonCode ? { reasonCode: publicReason(reasonCode), side: sideOf(reasonCode) } : {}),
      ...(by.timer ? { timer: by.timer } : {}),
      ...(after.appointment ? { appointment: appointmentOf(after.appointment, taken) } : {}),
      ...(after.outcome ? { outcome: outcomeOf(after.outcome) } : {}),
      ...(after.reroutedFrom ? { reroutedFrom: after.reroutedFrom } : {}),
      ...(after.acceptedAt && after.receiverUserId ? { receiverUserId: after.receiverUserId } : {}),
    },
  };
}

function appointmentOf(
  { appointmentId, version, startsAt }: BookedAppointment,
  { rule, reasonCode }: Taken,
): NonNullable<ReferralEvent['appointment']> {
  const isMoved = rule.event === 'rescheduled';
  return {
    id: appointmentId,
    version,
    startsAt,
    ...(version > 1 ? { supersedes: version - 1 } : {}),
    ...(rule.event === 'missed' ? { result: 'missed' } : {}),
    ...(rule.event === 'attended' ? { result: 'attended' } : {}),
    ...(isMoved && reasonCode ? { causeSide: sideOf(reasonCode) } : {}),
  };
}

function outcomeOf(
  outcome: NonNullable<Taken['after']['outcome']>,
): NonNullable<ReferralEvent['outcome']> {
  const { delivered, need, confirmedBy, resultOn, destination } = outcome;
  return {
    ...{ delivered, need, confirmedBy },
    ...(resultOn ? { resultOn } : {}),
    ...(destination ? { destination } : {}),
  };
}
