import type { CoarseBody, RecordKind } from '@continuum/contracts';

type Body = Readonly<Record<string, unknown>>;

/** Level or setting as an owner names it → the group that may be known. */
const GROUPS: Readonly<Record<string, string>> = {
  outpatient: 'community',
  intensive_outpatient: 'community',
  intensive_team: 'community',
  opioid_treatment: 'community',
  recovery_support: 'community',
  residential: 'residential',
  crisis_residential: 'residential',
  withdrawal_management: 'residential',
  sobering: 'residential',
  inpatient: 'inpatient',
};

/** Months and a group of level: all that travels where the owner lets little travel. */
export function coarseBody(kind: RecordKind, sent: Body): CoarseBody | undefined {
  const startMonth = monthOf(kind.datedBy.map((field) => dateOf(sent, field)).find(Boolean));
  if (startMonth === null) return undefined;
  return {
    startMonth,
    endMonth: kind.endedBy ? monthOf(dateOf(sent, kind.endedBy)) : null,
    levelGroup: kind.levelledBy ? groupOf(sent[kind.levelledBy]) : null,
  };
}

const dateOf = (sent: Body, field: string) =>
  sent[field.replace(/At$/, 'On')] as string | undefined;

const monthOf = (date: string | undefined) =>
  date !== undefined && /^\d{4}-\d{2}/.test(date) ? date.slice(0, 7) : null;

const groupOf = (level: unknown) => (typeof level === 'string' ? (GROUPS[level] ?? 'other') : null);
