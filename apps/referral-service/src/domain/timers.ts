import {
  BUSINESS_DAY_MINUTES,
  businessMinutes,
  elapsedMinutes,
  laterBy,
  laterByBusiness,
  type CityCalendar,
} from './business-time.js';
import type { Referral } from './referral.js';
import type { Taken } from './referral-step.js';
import {
  TIMER_RULES,
  type Span,
  type TimerEnd,
  type TimerId,
  type TimerRule,
  type TimerStep,
} from './timer-rules.js';

/** One instant at which something is due. While it is stopped it has what is left instead. */
export interface Timer {
  readonly timer: TimerId;
  readonly step: number;
  readonly end: TimerEnd;
  readonly dueAt: Date | null;
  readonly left: Left | null;
}

export interface Left {
  readonly unit: 'business' | 'elapsed';
  readonly minutes: number;
}

interface Context {
  readonly calendar: CityCalendar;
  readonly hasLockedPlace: boolean;
}

export const timersOfDraft = (referral: Referral, context: Context) =>
  started(referral, referral.at, context);

/** Timers after a step: some go on, some stop with what is left, some begin. */
export function timersAfter(known: readonly Timer[], taken: Taken, context: Context): Timer[] {
  const { before, after, at, rule } = taken;
  if (rule.id === 'R05') return known.filter(({ timer }) => timer !== 'T2');
  if (rule.id === 'R28') return started(after, at, context);
  if (before.state === after.state) return [...known];

  const stopped = known.flatMap((timer) => stopIfNeeded(timer, taken, context.calendar));
  const resumed = stopped
    .filter((timer) => goesOn(timer, taken))
    .map((timer) => restart(timer, at, context));
  const waiting = stopped.filter((timer) => !goesOn(timer, taken) && waits(after));
  const going = new Set(resumed.map(({ timer }) => timer));
  const fresh = started(after, at, context).filter(({ timer }) => !going.has(timer));
  return [...waiting, ...resumed, ...fresh];
}

/** Stopped timers are kept only where the referral can come back to them. */
const waits = ({ state }: Referral) =>
  ['info_requested', 'on_hold', 'cancel_requested'].includes(state);

function goesOn({ timer }: Timer, { before, after, rule }: Taken): boolean {
  const comesBack = rule.id === 'R07' || before.state === 'on_hold';
  return comesBack && rulesIn(after).some((one) => one.timer === timer);
}

function stopIfNeeded(timer: Timer, { before, after, at }: Taken, calendar: CityCalendar): Timer[] {
  if (!timer.dueAt) return [timer];
  const rule = rulesIn(before).find((one) => one.timer === timer.timer);
  const stops =
    (after.state === 'on_hold' && rule?.stopsOnHold) ||
    (after.state === 'info_requested' && rule?.stopsForInformation);
  return rule && stops ? [stop(timer, rule, before, at, calendar)] : [];
}

function stop(timer: Timer, rule: TimerRule, before: Referral, at: Date, calendar: CityCalendar) {
  const due = timer.dueAt ?? at;
  const span = rule.steps[timer.step]?.after[before.urgency];
  const left: Left =
    span && 'bd' in span
      ? { unit: 'business', minutes: businessMinutes(at, due, calendar) }
      : { unit: 'elapsed', minutes: elapsedMinutes(at, due) };
  return { ...timer, dueAt: null, left };
}

function restart(timer: Timer, at: Date, { calendar }: Context): Timer {
  const { left } = timer;
  if (!left) return timer;
  const dueAt =
    left.unit === 'business'
      ? laterByBusiness(at, left.minutes, calendar)
      : laterBy(at, left.minutes);
  return { ...timer, dueAt, left: null };
}

const NO_STEP: TimerStep = {
  end: 'remind',
  after: { routine: null, urgent: null, immediate: null },
};

const rulesIn = ({ state }: Referral) => TIMER_RULES.filter((rule) => rule.in.includes(state));

function started(referral: Referral, at: Date, context: Context): Timer[] {
  return rulesIn(referral)
    .filter((rule) => !rule.needsLockedPlace || context.hasLockedPlace)
    .flatMap((rule) => rule.steps.flatMap((_, n) => start(rule, n, referral, at, context)));
}

function start(
  rule: TimerRule,
  step: number,
  referral: Referral,
  at: Date,
  { calendar }: Context,
): Timer[] {
  const { end, after } = rule.steps[step] ?? NO_STEP;
  const span = after[referral.urgency];
  if (!span) return [];
  const from = rule.fromAppointment ? new Date(referral.appointment?.endsAt ?? at) : at;
  return [{ timer: rule.timer, step, end, dueAt: laterOf(from, span, calendar), left: null }];
}

const laterOf = (from: Date, span: Span, calendar: CityCalendar) =>
  'bd' in span
    ? laterByBusiness(from, span.bd * BUSINESS_DAY_MINUTES, calendar)
    : laterBy(from, span.minutes);
