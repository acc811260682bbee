import type { Label } from '@continuum/contracts';
import type { RecordFact, RelationFact, RestrictionFact, RosterFact } from '../../domain/facts.js';
import type { RelationKind } from '../../domain/vocabulary.js';
import type { ConsentRow } from '../consent/consent.mapping.js';
import type { UserAccount } from './user.mapping.js';

/** One answer of the statement: JSON, so instants are text. */
export interface FactsRow {
  readonly survivors: Readonly<Record<string, string>> | null;
  readonly epochs: Readonly<Record<string, number>> | null;
  readonly account: UserAccount | null;
  readonly records: readonly RecordRow[] | null;
  readonly relations: readonly RelationFound[] | null;
  readonly roster: readonly RosterFound[] | null;
  readonly consents: readonly ConsentRow[] | null;
  readonly restrictions: readonly RestrictionFound[] | null;
}

export interface RecordRow {
  readonly record_key: string;
  readonly dataset: string;
  readonly department: string;
  readonly labels: Label[];
  readonly person_id: string | null;
  readonly confidence: RecordFact['confidence'];
  readonly is_withdrawn: boolean;
  readonly withdrawn_reason: string | null;
}

interface RelationFound {
  readonly relation_id: string;
  readonly kind: RelationKind;
  readonly person_id: string | null;
  readonly record_key: string | null;
  readonly information_classes: string[] | null;
  readonly context: string | null;
  readonly department: string | null;
  readonly valid_from: string;
  readonly valid_until: string | null;
}

interface RosterFound {
  readonly team_id: string;
  readonly programme: string;
  readonly legal_mode: RosterFact['legalMode'];
  readonly person_id: string;
  readonly homeless_evidence_on: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

interface RestrictionFound {
  readonly restriction_id: string;
  readonly person_id: string;
  readonly accepted_by: string;
  readonly covers: string[];
  readonly purposes: RestrictionFact['purposes'];
  readonly departments: string[];
  readonly valid_from: string;
  readonly valid_until: string | null;
}

/** A sealed record carries the label that nobody may see past. */
export function toRecord(row: RecordRow): RecordFact {
  const isSealed = row.is_withdrawn && row.withdrawn_reason === 'sealed';
  return {
    recordKey: row.record_key,
    dataset: row.dataset,
    department: row.department,
    labels: isSealed ? [...row.labels, 'SEALED'] : row.labels,
    restrictions: isSealed ? ['sealed'] : [],
    isWithdrawn: row.is_withdrawn,
    confidence: row.confidence,
    ...(row.person_id && { personId: row.person_id }),
  };
}

export const toRelation = (row: RelationFound): RelationFact => ({
  relationId: row.relation_id,
  kind: row.kind,
  from: new Date(row.valid_from),
  ...(row.valid_until && { until: new Date(row.valid_until) }),
  ...(row.person_id && { personId: row.person_id }),
  ...(row.record_key && { recordKey: row.record_key }),
  ...(row.information_classes && { informationClasses: row.information_classes }),
  ...(row.context && { context: row.context }),
  ...(row.department && { department: row.department }),
});

export const toRoster = (row: RosterFound): RosterFact => ({
  personId: row.person_id,
  teamId: row.team_id,
  programme: row.programme,
  legalMode: row.legal_mode,
  from: new Date(row.opened_at),
  ...(row.closed_at && { until: new Date(row.closed_at) }),
  ...(row.homeless_evidence_on && { homelessEvidenceOn: row.homeless_evidence_on }),
});

export const toRestriction = (row: RestrictionFound): RestrictionFact => ({
  restrictionId: row.restriction_id,
  personId: row.person_id,
  acceptedBy: row.accepted_by,
  covers: row.covers,
  purposes: row.purposes,
  departments: row.departments,
  from: new Date(row.valid_from),
  ...(row.valid_until && { until: new Date(row.valid_until) }),
});
