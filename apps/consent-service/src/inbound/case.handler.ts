import { Controller } from '@nestjs/common';
import {
  CaseActivatedV1,
  CaseClosedV1,
  CaseDeclinedV1,
  CaseEnrolledV1,
  CaseInactivatedV1,
  CaseOfferedV1,
  CaseProposedV1,
  CaseReopenedV1,
  type CaseV1,
} from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { CareRecords } from '../actions/care-records.js';
import { DrawnRelations } from '../actions/drawn-relations.js';
import type { TeamRow } from '../domain/policy-set.js';
import {
  coordinatorsOfCase,
  ENDING_WITH_CASE,
  rosterOfCase,
  rosterRelationsOfCase,
  type RosterDraft,
} from '../domain/relations/relations-of-case.js';
import { RosterRepository, type RosterRow } from '../store/facts/roster.repository.js';
import { PolicyRepository } from '../store/policy/policy.repository.js';

/** A case makes coordinators, and people on the roster of a team; closed, it ends whatever hung on it. */
@Controller()
export class CaseHandler {
  constructor(
    private readonly records: CareRecords,
    private readonly relations: DrawnRelations,
    private readonly roster: RosterRepository,
    private readonly policies: PolicyRepository,
  ) {}

  @OnEvents(
    CaseProposedV1,
    CaseOfferedV1,
    CaseEnrolledV1,
    CaseActivatedV1,
    CaseInactivatedV1,
    CaseDeclinedV1,
    CaseClosedV1,
    CaseReopenedV1,
  )
  async handle(events: CaseV1[], { tx }: Batch): Promise<Outcome[]> {
    const cases = newestPerKey(events);
    const { teams } = await this.policies.now(tx);
    await this.records.link('mdt', cases, tx);
    await this.roster.save(
      cases.flatMap(({ data }) =>
        rosterOfCase(data, teams.values()).map((draft) => toRow(draft, data)),
      ),
      tx,
    );
    await this.relations.save(
      cases.map((cause) => ({ cause, drafts: draftsOf(cause, [...teams.values()]) })),
      tx,
    );
    await this.relations.end(ENDING_WITH_CASE, cases.filter(isClosed).map(toEnd), tx);
    return events.map(done);
  }
}

const draftsOf = ({ data }: CaseV1, teams: readonly TeamRow[]) => [
  ...coordinatorsOfCase(data, teams),
  ...rosterRelationsOfCase(data, teams),
];

const isClosed = ({ data }: CaseV1) => data.status === 'closed';
const toEnd = ({ data }: CaseV1) => ({
  context: data.caseId,
  at: new Date(data.at),
  user_id: null,
});

const toRow = (draft: RosterDraft, { homelessEvidence }: CaseV1['data']): RosterRow => ({
  case_id: draft.caseId,
  team_id: draft.teamId,
  version: draft.version,
  programme: draft.programme,
  legal_mode: draft.legalMode,
  person_id: draft.personId ?? null,
  record_key: draft.recordKey ?? null,
  homeless_evidence_on: homelessEvidence?.on ?? null,
  homeless_evidence_source: homelessEvidence?.source ?? null,
  opened_at: draft.from,
  closed_at: draft.until ?? null,
});
