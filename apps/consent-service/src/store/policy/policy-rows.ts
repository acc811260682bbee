import type {
  AgreementRow,
  DatasetRow,
  ElementRow,
  GrantRow,
  PolicySet,
  UserRow,
} from '../../domain/policy-set.js';
import type { PolicyRow } from './versioned-rows.js';

type City = Pick<PolicySet, 'policyId' | 'timeZone' | 'platform' | 'roleGroups'>;
type ElementContent = ElementRow & { readonly dataset: string };
type GrantContent = GrantRow & { readonly agreementId: string };
export type AssignmentContent = UserRow['assignments'][number] & { readonly userId: string };
export type TrainingContent = UserRow['trainings'][number] & { readonly userId: string };

/** Policy as rows of its tables, by table. */
export interface PolicyRows {
  readonly city: readonly PolicyRow<City>[];
  readonly department: readonly PolicyRow<PolicySet['departments'][number]>[];
  readonly organization: readonly PolicyRow<PolicySet['organizations'][number]>[];
  readonly team: readonly PolicyRow<PolicySet['teams'][number]>[];
  readonly dataset: readonly PolicyRow<Omit<DatasetRow, 'elements'>>[];
  readonly element: readonly PolicyRow<ElementContent>[];
  readonly agreement: readonly PolicyRow<Omit<AgreementRow, 'grants'>>[];
  readonly grant: readonly PolicyRow<GrantContent>[];
  readonly purpose_rule: readonly PolicyRow<PolicySet['purposes'][number]>[];
  readonly purpose_template: readonly PolicyRow<PolicySet['templates'][number]>[];
  readonly legal_basis_rule: readonly PolicyRow<PolicySet['basisRows'][number]>[];
  readonly legal_approval: readonly PolicyRow<PolicySet['approvals'][number]>[];
  readonly notice: readonly PolicyRow<PolicySet['notices'][number]>[];
  readonly checklist: readonly PolicyRow<PolicySet['checklists'][number]>[];
}

export const POLICY_TABLES = [
  'city',
  'department',
  'organization',
  'team',
  'dataset',
  'element',
  'agreement',
  'grant',
  'purpose_rule',
  'purpose_template',
  'legal_basis_rule',
  'legal_approval',
  'notice',
  'checklist',
] as const satisfies readonly (keyof PolicyRows)[];

export function toRows(set: PolicySet): PolicyRows {
  const { policyId, timeZone, platform, roleGroups } = set;
  return {
    city: [{ id: 'city', content: { policyId, timeZone, platform, roleGroups } }],
    department: set.departments.map(byId),
    organization: set.organizations.map(byId),
    team: set.teams.map(byId),
    dataset: set.datasets.map(({ elements: _, ...dataset }) => byId(dataset)),
    element: set.datasets.flatMap(({ id: dataset, elements }) =>
      elements.map((element) => byId({ ...element, dataset })),
    ),
    agreement: set.agreements.map(({ grants: _, ...agreement }) => byId(agreement)),
    grant: set.agreements.flatMap(({ id: agreementId, grants }) =>
      grants.map((grant) => ({
        id: `${agreementId}/${grant.id}`,
        content: { ...grant, agreementId },
      })),
    ),
    purpose_rule: set.purposes.map((content) => ({ id: content.purpose, content })),
    purpose_template: set.templates.map(byId),
    legal_basis_rule: set.basisRows.map(byId),
    legal_approval: set.approvals.map((content) => ({
      id: `${content.row}/${content.version}`,
      content,
    })),
    notice: set.notices.map((content) => ({ id: content.obligation, content })),
    checklist: set.checklists.map((content) => ({ id: content.kind, content })),
  };
}

/** Users and relations stay in their tables: they are read per request. */
export function toPolicySet(rows: PolicyRows): PolicySet {
  const city = rows.city[0]?.content ?? NOTHING;
  const elements = Map.groupBy(contents(rows.element), ({ dataset }) => dataset);
  const grants = Map.groupBy(contents(rows.grant), ({ agreementId }) => agreementId);
  return {
    ...city,
    users: [],
    relations: [],
    departments: contents(rows.department),
    organizations: contents(rows.organization),
    teams: contents(rows.team),
    datasets: contents(rows.dataset).map((dataset) => ({
      ...dataset,
      elements: (elements.get(dataset.id) ?? []).map(({ dataset: _, ...element }) => element),
    })),
    agreements: contents(rows.agreement).map((agreement) => ({
      ...agreement,
      grants: (grants.get(agreement.id) ?? []).map(({ agreementId: _, ...grant }) => grant),
    })),
    purposes: contents(rows.purpose_rule),
    templates: contents(rows.purpose_template),
    basisRows: contents(rows.legal_basis_rule),
    approvals: contents(rows.legal_approval),
    notices: contents(rows.notice),
    checklists: contents(rows.checklist),
  };
}

export const assignmentRows = (users: readonly UserRow[]): PolicyRow<AssignmentContent>[] =>
  users.flatMap(({ id: userId, assignments }) =>
    assignments.map((assignment) => ({
      id: [userId, assignment.department, assignment.role, assignment.teamId ?? ''].join('/'),
      content: { ...assignment, userId },
    })),
  );

export const trainingRows = (users: readonly UserRow[]): PolicyRow<TrainingContent>[] =>
  users.flatMap(({ id: userId, trainings }) =>
    trainings.map((training) => ({
      id: `${userId}/${training.kind}`,
      content: { ...training, userId },
    })),
  );

/** Before the first set nothing is shown to anybody. */
const NOTHING: City = { policyId: 'none', timeZone: 'UTC', platform: 'continuum', roleGroups: {} };

const byId = <Row extends { readonly id: string }>(content: Row) => ({ id: content.id, content });
const contents = <Content>(rows: readonly PolicyRow<Content>[]) =>
  rows.map(({ content }) => content);
