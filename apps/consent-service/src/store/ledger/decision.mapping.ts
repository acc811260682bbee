import type { DataOf, DecisionRecordedV1 } from '@continuum/contracts';
import { uuidv7 } from '@continuum/messaging';
import { isShown, type Ruling } from '../../domain/verdict.js';
import type { AuditDraft } from './audit.repository.js';
import type { DecisionDraft, Disclosure, KeptPermit, TakenDecision } from './decision-draft.js';
import type { Pseudonyms } from './pseudonym.js';

/** Where a refusal is written that concerns nobody's data. */
const NOBODYS = 'city';

/** What the ledger says about a decision: one entry per person and owner, a disclosure for what leaves a department. */
export function toDraft(
  taken: TakenDecision,
  permits: readonly KeptPermit[],
  pseudonyms: Pseudonyms,
): DecisionDraft {
  const parts = partsOf(taken.verdict.rulings);
  return {
    taken,
    permits,
    entries: parts.length
      ? parts.map((part) => entryOf(part, taken, pseudonyms))
      : [{ owner: NOBODYS, content: contentOf([], taken, pseudonyms) }],
    disclosures: parts.flatMap((part) => disclosureOf(part, taken, pseudonyms)),
    recorded: recordedOf(taken, pseudonyms),
  };
}

/** Rulings on one person's data of one owner. */
function partsOf(rulings: readonly Ruling[]): Ruling[][] {
  const parts = Map.groupBy(rulings, ({ personId, recordKey, department }) =>
    [department, personId ?? recordKey].join('\n'),
  );
  return [...parts.values()];
}

function entryOf(part: Ruling[], taken: TakenDecision, pseudonyms: Pseudonyms): AuditDraft {
  return { owner: part[0]?.department ?? NOBODYS, content: contentOf(part, taken, pseudonyms) };
}

function contentOf(part: readonly Ruling[], taken: TakenDecision, pseudonyms: Pseudonyms) {
  const { decisionId, decidedAt, asker, request, verdict } = taken;
  const subject = part[0]?.personId ?? part[0]?.recordKey;
  const shown = part.filter(isShown);
  return {
    id: uuidv7(+decidedAt),
    decisionId,
    occurredAt: decidedAt.toISOString(),
    actor: { user: asker.userId, ...actingAs(taken, part), mfa: asker.mfa },
    caller: asker.caller,
    isOnBehalf: asker.isOnBehalf,
    purpose: request.purpose ?? null,
    context: request.context,
    action: request.action,
    recipient: request.recipient ?? null,
    subjectPseudonym: subject === undefined ? null : pseudonyms.of(subject),
    datasets: distinct(part.map(({ dataset }) => dataset)),
    elementIds: distinct(part.map(({ element }) => element)),
    shownElementIds: distinct(shown.map(({ element }) => element)),
    outcome: outcomeOf(part.length, shown.length),
    reasonCodes: distinct([
      ...part.flatMap(({ reason }) => reason ?? []),
      ...(part.length ? [] : verdict.reasons),
    ]),
    obligations: distinct(shown.flatMap(({ obligations }) => obligations)),
    legalBasis: distinct(shown.flatMap(({ basisRows }) => basisRows)),
    consentIds: distinct(part.flatMap(({ consentIds }) => consentIds)),
    agreementIds: distinct(shown.flatMap(({ agreementId }) => agreementId ?? [])),
    relationIds: distinct(
      shown.flatMap(({ relationIds }) => relationIds.map((id) => pseudonyms.of(id))),
    ),
    disclosureKind: isDisclosed(part) ? kindOf(shown, request.purpose) : null,
    policyEpoch: verdict.epochs['policy'] ?? 0,
    dsaEpoch: verdict.epochs['dsa'] ?? 0,
  };
}

function disclosureOf(part: Ruling[], taken: TakenDecision, pseudonyms: Pseudonyms): Disclosure[] {
  const [first] = part;
  const shown = part.filter(isShown);
  if (!first || !isDisclosed(part)) return [];
  return [
    {
      disclosureId: uuidv7(+taken.decidedAt),
      decisionId: taken.decisionId,
      disclosedAt: taken.decidedAt,
      subjectPseudonym: pseudonyms.of(first.personId ?? first.recordKey),
      owner: first.department,
      recipientDepartment: recipientOf(taken, shown),
      purpose: taken.request.purpose ?? '',
      datasets: distinct(shown.map(({ dataset }) => dataset)),
      kind: kindOf(shown, taken.request.purpose),
    },
  ];
}

/** Shown to somebody else than its owner, or under a row that asks for a log. A question about nobody shows nothing. */
function isDisclosed(part: readonly Ruling[]): boolean {
  return part.some(
    (ruling) =>
      isShown(ruling) &&
      ruling.recordKey !== ruling.dataset &&
      (ruling.actingAs?.department !== ruling.department || ruling.obligations.some(isLogged)),
  );
}

const isLogged = (obligation: string) => obligation.startsWith('LOG');

const TPO = ['TREAT', 'HPAYMT', 'HOPERAT'];

/** Kinds that the accounting of disclosures tells apart. */
function kindOf(shown: readonly Ruling[], purpose = ''): string {
  const has = (code: string) => shown.some(({ obligations }) => obligations.includes(code));
  if (has('LOG_DISCLOSURE')) return 'accountable';
  if (has('LOG_P2')) return 'part2';
  if (shown.some(({ consentIds }) => consentIds.length > 0)) return 'consented';
  return TPO.includes(purpose) ? 'tpo' : 'agreed';
}

function recordedOf(
  taken: TakenDecision,
  pseudonyms: Pseudonyms,
): DataOf<typeof DecisionRecordedV1> {
  const { decisionId, asker, request, verdict, tookMs } = taken;
  const acting = actingAs(taken, verdict.rulings);
  return {
    decisionId,
    userPseudonym: pseudonyms.of(asker.userId),
    role: acting.role,
    department: acting.department,
    action: request.action,
    purpose: request.purpose ?? '',
    owners: distinct(verdict.rulings.map(({ department }) => department)),
    elementCount: request.elements.length,
    outcome: verdict.outcome,
    reasonCodes: [...verdict.reasons],
    isIncidentGiven: request.context.incident !== undefined,
    tookMs: Math.round(tookMs),
  };
}

function actingAs({ facts }: TakenDecision, part: readonly Ruling[]) {
  const acting = part.find(({ actingAs }) => actingAs)?.actingAs ?? facts.user?.assignments[0];
  return { department: acting?.department ?? NOBODYS, role: acting?.role ?? 'unknown' };
}

const recipientOf = ({ request, ...taken }: TakenDecision, shown: readonly Ruling[]) =>
  request.recipient?.department ??
  request.recipient?.organization ??
  actingAs({ request, ...taken }, shown).department;

function outcomeOf(asked: number, shown: number): TakenDecision['verdict']['outcome'] {
  if (shown === 0) return 'DENY';
  return shown === asked ? 'PERMIT' : 'PARTIAL';
}

const distinct = (words: readonly string[]) => [...new Set(words)].sort();
