import type {
  AcceptReferral,
  Appointment,
  CompleteReferral,
  EditDraft,
  EndUnmet,
  OfferPlace,
  ReferralCommandType,
  ReferralState,
} from '@continuum/contracts';
import { Refused } from '@continuum/contracts';
import { elapsedMinutes } from './business-time.js';
import { checkGuards, type Facts } from './referral-guards.js';
import { reasonsFor, REFERRAL_RULES, rulesFor, type Actor, type Rule } from './referral-rules.js';
import type { Referral } from './referral.js';

/** Fields of every command's data; the command's own class has checked which are there. */
export type StepFields = Partial<
  EditDraft & AcceptReferral & OfferPlace & Appointment & CompleteReferral & EndUnmet
>;

/** Somebody's try to move a referral on. */
export interface Step {
  readonly command: ReferralCommandType;
  /** Everything the user is to this referral; the system is only `X`. */
  readonly actors: readonly Actor[];
  readonly userId: string | null;
  readonly reasonCode?: string | undefined;
  readonly fields: StepFields;
  readonly at: Date;
  /** For a new appointment or decision: ids and purposes come in as values. */
  readonly newId: string;
}

export interface Taken {
  readonly before: Referral;
  readonly after: Referral;
  readonly rule: Rule;
  readonly actor: Actor;
  readonly at: Date;
  readonly reasonCode: string | null;
}

/** Which rule, and as whom; refused before any of the command's content is looked at. */
export function permit(referral: Referral, step: Step): { rule: Rule; actor: Actor } {
  const rules = rulesFor(referral.state, step.command).filter((rule) => fits(rule, referral));
  if (rules.length === 0) throw wrongState(referral, step.actors);
  for (const rule of rules) {
    const actor = step.actors.find((one) => rule.actors.includes(one));
    if (actor) return { rule, actor };
  }
  throw new Refused('WRONG_ACTOR', 'This step is not for this user.');
}

/** One step of the table: guard, reason, then the new state with what the step brings. */
export function takeStep(referral: Referral, step: Step, facts: Facts): Taken {
  const { rule, actor } = permit(referral, step);
  checkReason(rule, actor, step.reasonCode);
  checkGuards(rule.guards ?? [], { referral, step, facts, actor });
  const after = isFirstOfTwo(rule, referral, step)
    ? { ...referral, voidProposedBy: step.userId }
    : { ...referral, ...changesOf(rule, referral, step, facts) };
  return {
    before: referral,
    after: { ...after, version: referral.version + 1, at: step.at },
    rule,
    actor,
    at: step.at,
    reasonCode: step.reasonCode ?? null,
  };
}

/** Commands that this user could give now. */
export const permittedCommands = (referral: Referral, actors: readonly Actor[]): string[] => [
  ...new Set(
    REFERRAL_RULES.filter(
      (rule) =>
        rule.from.includes(referral.state) &&
        fits(rule, referral) &&
        rule.actors.some((actor) => actors.includes(actor)),
    ).map(({ command }) => command),
  ),
];

const fits = (rule: Rule, { reviewFrom }: Referral) =>
  !rule.cameFrom || (reviewFrom !== null && rule.cameFrom.includes(reviewFrom));

function wrongState(referral: Referral, actors: readonly Actor[]): Refused {
  const permitted = permittedCommands(referral, actors).join(', ') || 'none';
  return new Refused('WRONG_STATE', `The referral is ${referral.state}; permitted: ${permitted}.`);
}

function checkReason(rule: Rule, actor: Actor, reasonCode: string | undefined): void {
  const codes: readonly string[] | undefined = reasonsFor(rule, actor);
  if (!codes) {
    if (reasonCode) throw new Refused('REASON_REFUSED', 'This step takes no reason.');
    return;
  }
  if (!reasonCode) throw new Refused('REASON_REQUIRED', `A reason is needed: ${codes.join(', ')}.`);
  if (!codes.includes(reasonCode)) {
    throw new Refused('REASON_REFUSED', `This step takes one of: ${codes.join(', ')}.`);
  }
}

function isFirstOfTwo(rule: Rule, { voidProposedBy }: Referral, { userId }: Step): boolean {
  if (!rule.needsSecondPerson) return false;
  if (voidProposedBy === userId) {
    throw new Refused('SECOND_PERSON_REQUIRED', 'A second person must confirm.');
  }
  return voidProposedBy === null;
}

function changesOf(rule: Rule, referral: Referral, step: Step, facts: Facts): Partial<Referral> {
  const state = stateAfter(rule, referral, step.at);
  const isNewState = rule.to !== 'same';
  return {
    state,
    ...(isNewState ? { stateSince: step.at } : {}),
    ...(step.reasonCode ? { reasonCode: step.reasonCode } : {}),
    ...leaving(referral, state, step.at),
    ...entering(referral, state, step),
    ...bringing(referral, step, facts),
  };
}

function stateAfter({ to }: Rule, referral: Referral, now: Date): ReferralState {
  switch (to) {
    case 'same':
      return referral.state;
    case 'reviewFrom':
    case 'cancelResumeTo':
      return stored(referral[to]);
    case 'holdResumeTo':
      return hasPassed(referral, now) ? 'accepted' : stored(referral.holdResumeTo);
    default:
      return to;
  }
}

function hasPassed({ holdResumeTo, appointment }: Referral, now: Date): boolean {
  return holdResumeTo === 'scheduled' && !!appointment && new Date(appointment.startsAt) <= now;
}

function stored(state: ReferralState | null): ReferralState {
  if (!state) throw new Error('A referral came back from a state that stored no way back.');
  return state;
}

function leaving(referral: Referral, to: ReferralState, at: Date): Partial<Referral> {
  const isLeavingHold = referral.state === 'on_hold' && to !== 'cancel_requested';
  const held =
    referral.state === 'on_hold' && to !== 'on_hold' ? elapsedMinutes(referral.stateSince, at) : 0;
  return {
    ...(held ? { holdMinutes: referral.holdMinutes + held } : {}),
    ...(isLeavingHold ? { holdResumeTo: null, holdReason: null } : {}),
    ...(referral.state === 'decline_review' ? { reviewFrom: null } : {}),
    ...(referral.state === 'cancel_requested' ? { cancelResumeTo: null } : {}),
  };
}

function entering(referral: Referral, to: ReferralState, step: Step): Partial<Referral> {
  switch (to) {
    case 'on_hold':
      return referral.state === 'cancel_requested'
        ? {}
        : { holdResumeTo: referral.state, holdReason: step.reasonCode ?? null };
    case 'cancel_requested':
      return { cancelResumeTo: referral.state };
    case 'decline_review':
      return { reviewFrom: referral.state };
    default:
      return {};
  }
}

/** What a command brings beside the new state. */
function bringing(referral: Referral, step: Step, facts: Facts): Partial<Referral> {
  const { fields, at } = step;
  switch (step.command) {
    case 'edit':
      return edited(referral, fields);
    case 'send':
      return sent(facts, at);
    case 'acknowledge':
      return { acknowledgedAt: at };
    case 'accept':
    case 'offer-place':
      return { acceptedAt: at, receiverUserId: fields.receiverUserId ?? step.userId };
    case 'schedule':
    case 'reschedule':
      return { appointment: appointmentOf(referral, step) };
    case 'cancel-appointment':
      return { appointment: null };
    case 'complete':
    case 'end-unmet':
      return { outcome: fields.outcome ?? null };
    case 'reopen':
      return { reasonCode: null };
    default:
      return {};
  }
}

const edited = (referral: Referral, fields: StepFields): Partial<Referral> => ({
  needCategory: fields.needCategory ?? referral.needCategory,
  urgency: fields.urgency ?? referral.urgency,
  discloses: fields.discloses ?? referral.discloses,
});

/** It names whom the provider has for opening what comes in: the decision to send permits them to see it. */
const sent = ({ service, decision }: Facts, at: Date): Partial<Referral> => ({
  sentAt: at,
  receiverUserId: service.staff[0] ?? null,
  decisionId: decision?.decisionId ?? null,
  purpose: decision?.purpose ?? null,
});

function appointmentOf({ appointment }: Referral, { fields, newId }: Step) {
  const { startsAt, endsAt, modality, locationId, transport } = fields;
  if (!startsAt || !endsAt || !modality) throw new Refused('INVALID', 'An appointment is needed.');
  return {
    appointmentId: appointment?.appointmentId ?? newId,
    version: (appointment?.version ?? 0) + 1,
    startsAt,
    endsAt,
    modality,
    locationId: locationId ?? null,
    transport: transport ?? false,
  };
}
