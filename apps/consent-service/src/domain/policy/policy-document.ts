import type { Label } from '@continuum/contracts';
import type {
  AgreementRow,
  ApprovalRow,
  BasisRow,
  ChecklistRow,
  DatasetRow,
  DepartmentRow,
  ElementRow,
  GrantRow,
  NoticeRow,
  OrganizationRow,
  PurposeRow,
  RelationRow,
  TeamRow,
  TemplateRow,
  UserRow,
} from '../policy-set.js';

/** A row as people write it: what is left out has its default. */
type Short<Row, Required extends keyof Row> = Pick<Row, Required> & Partial<Omit<Row, Required>>;

/** What a city decides for itself: `tools/stack/city/*.yaml`. */
export interface CityDocument {
  readonly policyId: string;
  readonly timeZone: string;
  readonly platform: string;
  readonly departments: readonly Short<DepartmentRow, 'id' | 'name' | 'audience'>[];
  readonly organizations?: readonly OrganizationRow[];
  readonly users: readonly UserRow[];
  readonly teams: readonly TeamRow[];
  readonly datasets: readonly ShortDataset[];
  readonly agreements: readonly ShortAgreement[];
  readonly relations?: readonly RelationRow[];
}

/** Elements come from the contracts; a row says only what differs. */
export interface ShortDataset extends Omit<DatasetRow, 'elements' | 'existenceSensitive'> {
  readonly existenceSensitive?: boolean;
  /** Of every field that is no identifier. */
  readonly groups: readonly string[];
  readonly elements?: Readonly<
    Record<
      string,
      Partial<Omit<ElementRow, 'id' | 'labels'>> & { readonly labels?: readonly Label[] }
    >
  >;
}

export interface ShortAgreement extends Omit<AgreementRow, 'grants'> {
  readonly grants: readonly (Omit<GrantRow, 'to'> & {
    readonly to: readonly {
      readonly department?: string;
      readonly organization?: string;
      readonly roles?: readonly string[];
    }[];
  })[];
}

/** What counsel decides: `legal/*.yaml`. */
export interface LegalDocument {
  readonly purposes: readonly Short<PurposeRow, 'purpose' | 'level'>[];
  readonly basisRows: readonly Short<BasisRow, 'id' | 'labels' | 'citation'>[];
  readonly roleGroups: Readonly<Record<string, readonly string[]>>;
  readonly templates: readonly Short<TemplateRow, 'id' | 'purpose' | 'roles' | 'actions'>[];
  readonly notices: readonly NoticeRow[];
  readonly checklists: readonly ChecklistRow[];
  readonly approvals: readonly ApprovalRow[];
}

/** Approval of every row as it stands: `legal/sample-approval.not-legal-advice.yaml`. */
export interface SampleApproval {
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly documentHash: string;
}
