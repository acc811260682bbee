import type { RecipientCondition } from '../policy-set.js';
import type { RosterFact } from '../facts.js';
import { isInForce } from '../interval.js';
import { daysBetween, localDateOf } from '../local-date.js';
import { relationsTo } from './relation.js';
import { isOwnDepartment, type Question } from './question.js';

const EVIDENCE_LASTS_DAYS = 365;

type Condition<K extends keyof RecipientCondition> = (
  wanted: NonNullable<RecipientCondition[K]>,
  question: Question,
) => boolean;

const CONDITIONS: { readonly [K in keyof Required<RecipientCondition>]: Condition<K> } = {
  owner: (wanted, { recipient, record }) => (recipient.department === record.department) === wanted,
  hipaaComponent: (wanted, { recipient }) => recipient.departmentRow?.hipaaComponent === wanted,
  criminalJusticeAgency: (wanted, { recipient }) =>
    recipient.departmentRow?.criminalJusticeAgency === wanted,
  roles: (wanted, { recipient }) => recipient.role !== undefined && wanted.includes(recipient.role),
  roleGroups: (wanted, { recipient, facts }) =>
    wanted.some(
      (group) =>
        recipient.role !== undefined && facts.policy.roleGroups.get(group)?.has(recipient.role),
    ),
  relations: (wanted, question) =>
    isRelationKnown(question) && relationsTo(question).some(({ kind }) => wanted.includes(kind)),
  trainings: (wanted, { facts, now }) =>
    wanted.every((kind) =>
      facts.user?.trainings.some((held) => held.kind === kind && now < held.expiresAt),
    ),
  roster: (wanted, question) =>
    question.facts.roster.some((entry) => isOnOwnRoster(entry, wanted, question)),
  protocol: (_, { asker, element, facts }) => {
    const protocol = facts.policy.teams.get(asker.teamId ?? '')?.protocol;
    const isExchanged =
      protocol?.covers.some((id) => id === element.id || id === element.dataset.id) ?? false;
    return isExchanged && (protocol?.roles.includes(asker.role) ?? false);
  },
};

/** The asker's relation says nothing of whom data is passed on to, unless that is its owner. */
const isRelationKnown = (question: Question) =>
  question.request.action !== 'share-on' || isOwnDepartment(question);

/** Every condition given holds for whoever gets the data. */
export function meets(condition: RecipientCondition, question: Question): boolean {
  return (Object.keys(condition) as (keyof RecipientCondition)[]).every((key) =>
    meetsOne(key, condition, question),
  );
}

function meetsOne<K extends keyof RecipientCondition>(
  key: K,
  condition: RecipientCondition,
  question: Question,
): boolean {
  const wanted = condition[key];
  const check = CONDITIONS[key] as Condition<K>;
  return wanted === undefined || check(wanted as NonNullable<RecipientCondition[K]>, question);
}

function isOnOwnRoster(
  entry: RosterFact,
  mode: 'homeless' | 'at-risk',
  { asker, record, now, facts }: Question,
): boolean {
  const isOwn =
    entry.teamId === asker.teamId &&
    entry.personId === record.personId &&
    record.confidence === 'confirmed';
  if (!isOwn || !isInForce(entry, now)) return false;
  return (
    mode === 'at-risk' || isEvidenceFresh(entry.homelessEvidenceOn, now, facts.policy.timeZone)
  );
}

/** Counted in calendar days of the city. */
const isEvidenceFresh = (evidenceOn: string | undefined, now: Date, zone: string) =>
  evidenceOn !== undefined &&
  daysBetween(evidenceOn, localDateOf(now, zone)) <= EVIDENCE_LASTS_DAYS;
