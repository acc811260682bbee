import type { Action, Label } from '@continuum/contracts';
import type {
  InstrumentKind,
  Level,
  Protection,
  Purpose,
  RelationKind,
  Training,
} from './vocabulary.js';

/** A city's rules as one set: applied whole, or not at all. Instants are ISO 8601, or durations from the first run. */
export interface PolicySet {
  readonly policyId: string;
  /** IANA zone in which dates end. */
  readonly timeZone: string;
  /** Name under which this platform is named as an intermediary. */
  readonly platform: string;
  readonly departments: readonly DepartmentRow[];
  readonly organizations: readonly OrganizationRow[];
  readonly users: readonly UserRow[];
  readonly teams: readonly TeamRow[];
  /** Class of recipients or of roles → roles. */
  readonly roleGroups: Readonly<Record<string, readonly string[]>>;
  readonly datasets: readonly DatasetRow[];
  readonly agreements: readonly AgreementRow[];
  readonly templates: readonly TemplateRow[];
  readonly purposes: readonly PurposeRow[];
  readonly basisRows: readonly BasisRow[];
  readonly approvals: readonly ApprovalRow[];
  readonly notices: readonly NoticeRow[];
  readonly checklists: readonly ChecklistRow[];
  /** Seeded by a demonstration city only: what care, custody and incident events do not say. */
  readonly relations: readonly RelationRow[];
}

export interface DepartmentRow {
  readonly id: string;
  readonly name: string;
  readonly hipaaComponent: boolean;
  readonly part2Program: boolean;
  readonly criminalJusticeAgency: boolean;
  readonly victimService: boolean;
  /** Service that holds its records: audience of permits. */
  readonly audience: string;
}

export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
}

export interface UserRow {
  readonly id: string;
  readonly lastActiveAt: string;
  readonly assignments: readonly {
    readonly department: string;
    readonly role: string;
    readonly teamId?: string;
    readonly licence?: string;
    readonly from: string;
    readonly until?: string;
  }[];
  readonly trainings: readonly { readonly kind: Training; readonly expiresAt: string }[];
}

export interface TeamRow {
  readonly id: string;
  readonly department: string;
  readonly programme?: string;
  readonly legalMode?: 'COUNTY' | 'CITY_LHJ' | 'AT_RISK';
  /** Published protocol of a multi-disciplinary team: the elements it may exchange, and until when. */
  readonly protocol?: {
    readonly version: number;
    readonly covers: readonly string[];
    readonly roles: readonly string[];
  };
  /** Facilities whose people in custody are this clinical team's patients. */
  readonly patientsOfFacilities?: readonly string[];
  /** Services whose referrals this team receives. */
  readonly receivesFor?: readonly string[];
}

export interface DatasetRow {
  readonly id: string;
  readonly owner: string;
  readonly level: Level;
  /** Labels of every element, beside each record's own. */
  readonly labels: readonly Label[];
  readonly existenceSensitive: boolean;
  readonly steward: string;
  readonly nextReviewOn: string;
  /** Class by which a care team's view is narrowed: `housing`, `health`, `justice` … */
  readonly informationClass: string;
  /** Service that holds its records, where that is not the department's. */
  readonly audience?: string;
  readonly elements: readonly ElementRow[];
}

export interface ElementRow {
  /** Flat, `<dataset>.<field>`. */
  readonly id: string;
  readonly type: 'text' | 'code' | 'number' | 'date' | 'instant' | 'flag' | 'list';
  /** Groups that templates and basis rows name: `identity`, `clinical`, `care-plan` … */
  readonly groups: readonly string[];
  /** Direct identifiers leave no de-identified view. */
  readonly identifierClass?: 'direct' | 'quasi';
  /** Beyond those of the dataset. */
  readonly labels: readonly Label[];
  readonly transform: Protection;
  /** Lower than the dataset's; never higher. */
  readonly level?: Level;
  readonly searchable: boolean;
}

export interface AgreementRow {
  readonly id: string;
  readonly title: string;
  readonly documentHash: string;
  readonly from: string;
  readonly until: string;
  readonly suspendedAt?: string;
  readonly parties: readonly PartyRow[];
  readonly grants: readonly GrantRow[];
}

export interface PartyRow {
  readonly department?: string;
  readonly organization?: string;
  readonly signedBy: string;
  readonly signedAt: string;
}

export interface GrantRow {
  readonly id: string;
  /** Given only by the owner of what it covers. */
  readonly givenBy: string;
  /** Element or dataset ids. */
  readonly covers: readonly string[];
  readonly to: readonly {
    readonly department?: string;
    readonly organization?: string;
    /** Empty: every role of the party. */
    readonly roles: readonly string[];
  }[];
  readonly purposes: readonly Purpose[];
  readonly actions: readonly Action[];
  readonly maximumLevel: Level;
}

/** Minimum necessary: what a role needs for a purpose. */
export interface TemplateRow {
  readonly id: string;
  readonly purpose: Purpose;
  readonly roles: readonly string[];
  readonly actions: readonly Action[];
  /** Datasets it is limited to; empty: any. */
  readonly datasets: readonly string[];
  readonly groups: readonly string[];
  readonly elements: readonly string[];
  /** Least protection, by group. */
  readonly transforms: Readonly<Record<string, Protection>>;
  readonly obligations: readonly string[];
}

/** What a purpose asks of everybody: the first gates read it. */
export interface PurposeRow {
  readonly purpose: Purpose;
  /** Any of them; empty, and no instruments: the role is enough. */
  readonly relations: readonly RelationKind[];
  /** An instrument naming the person, in place of a relation. */
  readonly instruments: readonly InstrumentKind[];
  /** All of them. */
  readonly trainings: readonly Training[];
  /** Context the request must carry. */
  readonly context: readonly (
    'incident' | 'case' | 'project' | 'conference' | 'emergency' | 'instrument'
  )[];
  readonly level: Level;
  /** Roles that need no training, such as counsel. */
  readonly trainingExempt: readonly string[];
}

/** A row of the basis matrix: a label may be shown for a purpose to a recipient. Inactive until approved. */
export interface BasisRow {
  readonly id: string;
  /** Changed rows are inactive again: an approval names the version. */
  readonly version: number;
  readonly labels: readonly Label[];
  /** Empty: every purpose of the agreement. */
  readonly purposes: readonly Purpose[];
  readonly actions: readonly Action[];
  readonly recipient: RecipientCondition;
  /** Any of them; empty: none needed. */
  readonly instruments: readonly InstrumentKind[];
  /** Element groups, or element ids; empty: not narrowed here. */
  readonly groups: readonly string[];
  readonly elements: readonly string[];
  readonly transform: Protection;
  readonly obligations: readonly string[];
  /** A statute that stands in an agreement's place: the person's own access, counsel's. */
  readonly isStatute: boolean;
  readonly citation: string;
  readonly author: string;
}

/** Every condition given must hold. */
export interface RecipientCondition {
  readonly owner?: boolean;
  readonly hipaaComponent?: boolean;
  readonly criminalJusticeAgency?: boolean;
  readonly roles?: readonly string[];
  /** Roles by class. */
  readonly roleGroups?: readonly string[];
  readonly relations?: readonly RelationKind[];
  readonly trainings?: readonly Training[];
  /** The person is on the roster of the user's own team with homeless evidence of the last 12 months. */
  readonly roster?: 'homeless' | 'at-risk';
  /** The element is in the team's published protocol. */
  readonly protocol?: boolean;
}

export interface ApprovalRow {
  readonly row: string;
  readonly version: number;
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly documentHash: string;
  /** Demonstration only: answers then carry `Continuum-Legal: sample`. */
  readonly isSample: boolean;
}

export interface NoticeRow {
  readonly obligation: string;
  readonly version: string;
  readonly text: string;
}

export interface ChecklistRow {
  readonly kind: InstrumentKind;
  readonly items: readonly ChecklistItem[];
}

/** What makes a form complete: code checks the form's own fields, `statement-…` is found by the verifier. */
export type ChecklistItem =
  | 'names-data'
  | 'names-discloser'
  | 'names-recipient'
  | 'names-purpose'
  | 'names-intermediary'
  | 'has-end'
  | 'has-review-date'
  | 'signed'
  | 'dated'
  | 'signer-capacity'
  | `statement-${string}`
  | `form-${string}`;

export interface RelationRow {
  readonly id: string;
  readonly userId?: string;
  readonly teamId?: string;
  readonly personId?: string;
  readonly recordKey?: string;
  readonly kind: RelationKind;
  readonly from: string;
  readonly until?: string;
}
