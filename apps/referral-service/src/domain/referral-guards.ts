import type { Capacity, Service } from './directory.js';
import { isStale, openPlaces } from './directory.js';
import { Refused } from '@continuum/contracts';
import { DAY_MS, localDate } from './business-time.js';
import { SYSTEM_HOLDS, type Actor, type Guard } from './referral-rules.js';
import { isPart2, type Referral } from './referral.js';
import type { Step } from './referral-step.js';

/** What the caller found out for this step: the directory, open doubles, the decision about the disclosure. */
export interface Facts {
  readonly service: Service;
  readonly zone: string;
  readonly capacity?: readonly Capacity[];
  readonly hasDuplicate?: boolean;
  readonly decision?: DisclosureDecision | undefined;
}

export interface DisclosureDecision {
  readonly decisionId: string;
  readonly purpose: string;
  /** Elements that may go to this provider. */
  readonly permitted: readonly string[];
  /** Elements that may not, as far as the sender may know. */
  readonly withheld: readonly string[];
}

interface Question {
  readonly referral: Referral;
  readonly step: Step;
  readonly facts: Facts;
  readonly actor: Actor;
}

export const REOPEN_WITHIN_DAYS = 30;
const ATTEMPTS = { count: 3, days: 3, methods: 2 };

/** @throws Refused with the guard's own code */
export function checkGuards(guards: readonly Guard[], question: Question): void {
  for (const guard of guards) {
    if (!GUARDS[guard].holds(question)) throw GUARDS[guard].refusal(question);
  }
}

interface Check {
  holds(question: Question): boolean;
  refusal(question: Question): Refused;
}

const GUARDS: Record<Guard, Check> = {
  serviceActive: {
    holds: ({ facts }) => facts.service.status === 'active',
    refusal: unmet('SERVICE_NOT_ACTIVE', 'serviceId', 'The service takes nobody now.'),
  },
  noDuplicate: {
    // A sender must not tell a Part 2 provider's open referral from none.
    holds: ({ facts, referral }) => isPart2(referral) || !facts.hasDuplicate,
    refusal: () =>
      new Refused('DUPLICATE', 'An open referral to this service exists; call the coordinator.'),
  },
  placeFree: {
    holds: ({ facts, step }) =>
      !facts.service.slotManaged ||
      (facts.capacity ?? []).some((row) => openPlaces(row) > 0 && !isStale(row, step.at)),
    refusal: unmet('NO_PLACE', 'serviceId', 'No place is free now.'),
  },
  covered: {
    holds: ({ facts, referral }) =>
      !referral.isPersonUncertain &&
      referral.discloses.every((element) => facts.decision?.permitted.includes(element)),
    refusal: ({ facts }) =>
      new Refused(
        'NOT_COVERED',
        'No decision covers telling this provider all of it.',
        (facts.decision?.withheld ?? []).map((element) => ({
          field: element,
          code: 'NOT_COVERED',
          text: 'May not be told to this provider.',
        })),
      ),
  },
  notAcknowledged: {
    holds: ({ referral }) => referral.acknowledgedAt === null,
    refusal: unmet('ALREADY_ACKNOWLEDGED', 'type', 'The provider has opened it already.'),
  },
  declinesReviewed: {
    holds: ({ facts }) => facts.service.reviewDeclines,
    refusal: unmet('DECLINE_NOT_REVIEWED', 'type', 'Declines of this service are not reviewed.'),
  },
  declinesUnreviewed: {
    holds: ({ facts }) => !facts.service.reviewDeclines,
    refusal: unmet('DECLINE_NEEDS_REVIEW', 'type', 'Declines of this service are reviewed.'),
  },
  appointmentAhead: {
    holds: ({ step: { fields, at } }) =>
      new Date(fields.startsAt ?? 0) > at &&
      new Date(fields.endsAt ?? 0) > new Date(fields.startsAt ?? 0),
    refusal: unmet('APPOINTMENT_NOT_AHEAD', 'data.startsAt', 'It must lie ahead and end later.'),
  },
  singleContact: {
    holds: ({ facts }) => facts.service.singleContact,
    refusal: unmet('NOT_SINGLE_CONTACT', 'type', 'This service is not over after one contact.'),
  },
  delivered: {
    holds: ({ step }) => isDelivered(step),
    refusal: unmet('NOTHING_DELIVERED', 'data.outcome', 'Nothing was delivered: end it as unmet.'),
  },
  report: {
    holds: ({ facts, step }) =>
      !facts.service.sessionBased || step.fields.outcome?.sessionsAttended !== undefined,
    refusal: unmet('REPORT_REQUIRED', 'data.outcome', 'The sessions expected and attended.'),
  },
  attempts: {
    holds: ({ step, facts }) =>
      step.reasonCode !== 'unable_to_contact' || hasTriedEnough(step, facts.zone),
    refusal: unmet('ATTEMPTS_REQUIRED', 'data.attempts', 'Three, on three days, by two methods.'),
  },
  needConfirmed: {
    holds: ({ step }) => step.fields.needConfirmed === true,
    refusal: unmet('NEED_NOT_CONFIRMED', 'data.needConfirmed', 'The client confirms the need.'),
  },
  holdIsTheirs: {
    holds: ({ referral, actor }) =>
      actor === 'X' || !SYSTEM_HOLDS.includes(referral.holdReason ?? ''),
    refusal: unmet('HOLD_STANDS', 'type', 'This hold ends by itself when its cause ends.'),
  },
  withinReopening: {
    holds: ({ referral, step }) => +step.at - +referral.stateSince <= REOPEN_WITHIN_DAYS * DAY_MS,
    refusal: unmet('TOO_LATE_TO_REOPEN', 'type', 'Make a new referral.'),
  },
  hadBeenAccepted: {
    holds: ({ referral }) => referral.acceptedAt !== null,
    refusal: unmet('NEVER_ACCEPTED', 'type', 'It was never accepted.'),
  },
};

const isDelivered = ({ fields: { outcome } }: Step) =>
  !!outcome && outcome.delivered !== 'none' && outcome.sessionsAttended !== 0;

function hasTriedEnough({ fields: { attempts = [] } }: Step, zone: string): boolean {
  const days = new Set(attempts.map(({ at }) => localDate(new Date(at), zone)));
  const methods = new Set(attempts.map(({ method }) => method));
  return (
    attempts.length >= ATTEMPTS.count &&
    days.size >= ATTEMPTS.days &&
    methods.size >= ATTEMPTS.methods
  );
}

function unmet(code: string, field: string, text: string) {
  return () => new Refused(code, text, [{ field, code, text }]);
}
