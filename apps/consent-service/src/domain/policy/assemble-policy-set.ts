import type { BasisRow, PolicySet } from '../policy-set.js';
import { datasetOf } from './assemble-dataset.js';
import type { CityDocument, LegalDocument, SampleApproval } from './policy-document.js';

/** Rows say what they do for readers; looking people up and counting need a row that names them. */
const ORDINARY_ACTIONS = ['discover', 'read', 'read-history', 'list', 'write', 'link'] as const;

/** City and law as one set, with every default filled in and dates as they were written. */
export function assemblePolicySet(city: CityDocument, legal: LegalDocument): PolicySet {
  return {
    policyId: city.policyId,
    timeZone: city.timeZone,
    platform: city.platform,
    departments: city.departments.map((row) => ({
      hipaaComponent: false,
      part2Program: false,
      criminalJusticeAgency: false,
      victimService: false,
      ...row,
    })),
    organizations: city.organizations ?? [],
    users: city.users,
    teams: city.teams,
    roleGroups: legal.roleGroups,
    datasets: city.datasets.map(datasetOf),
    agreements: city.agreements.map(({ grants, ...agreement }) => ({
      ...agreement,
      grants: grants.map((grant) => ({
        ...grant,
        to: grant.to.map((party) => ({ roles: [], ...party })),
      })),
    })),
    templates: legal.templates.map((row) => ({
      datasets: [],
      groups: [],
      elements: [],
      transforms: {},
      obligations: [],
      ...row,
    })),
    purposes: legal.purposes.map((row) => ({
      relations: [],
      instruments: [],
      trainings: [],
      context: [],
      trainingExempt: [],
      ...row,
    })),
    basisRows: legal.basisRows.map(basisRowOf),
    approvals: legal.approvals,
    notices: legal.notices,
    checklists: legal.checklists,
    relations: city.relations ?? [],
  };
}

/** Every row approved as it stands, for demonstration and tests. */
export function withSampleApproval(legal: LegalDocument, sample: SampleApproval): LegalDocument {
  const approvals = legal.basisRows.map(({ id, version }) => ({
    row: id,
    version: version ?? 1,
    ...sample,
    isSample: true,
  }));
  return { ...legal, approvals };
}

const basisRowOf = (row: LegalDocument['basisRows'][number]): BasisRow => ({
  version: 1,
  purposes: [],
  actions: ORDINARY_ACTIONS,
  recipient: {},
  instruments: [],
  groups: [],
  elements: [],
  transform: 'SHOW',
  obligations: [],
  isStatute: false,
  author: 'engineering',
  ...row,
});
