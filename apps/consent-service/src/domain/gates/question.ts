import type { Label } from '@continuum/contracts';
import type {
  AccessRequest,
  AssignmentFact,
  ConsentFact,
  Facts,
  InstrumentFact,
  RecordFact,
  RelationFact,
} from '../facts.js';
import type { Lineage } from '../consent/lineage.js';
import type { Basis, Element, Grant, Template } from '../policy/compile-policy.js';
import type { DepartmentRow, PurposeRow } from '../policy-set.js';
import type { Protection, Purpose, ReasonCode } from '../vocabulary.js';

/** A request that passed gate 0. */
export interface SoundRequest extends AccessRequest {
  readonly purpose: Purpose;
}

/** One element of one source record, asked by a user acting in one assignment. */
export interface Question {
  readonly request: SoundRequest;
  readonly purpose: PurposeRow;
  readonly facts: Facts;
  readonly now: Date;
  readonly asker: Asker;
  readonly recipient: Receiver;
  readonly record: RecordFact;
  readonly element: Element;
  /** Of dataset, element and record. */
  readonly labels: readonly Label[];
  readonly lineages: readonly Lineage[];
}

export interface Asker extends AssignmentFact {
  readonly userId: string;
  readonly departmentRow: DepartmentRow;
}

/** Who gets the data: the asker, or for `share-on` whom it is passed to, whose role nobody here knows. */
export interface Receiver {
  readonly userId?: string;
  readonly department?: string;
  readonly departmentRow?: DepartmentRow;
  readonly organization?: string;
  readonly role?: string;
}

/** What the gates learned so far. */
export interface Findings {
  readonly grants: readonly Grant[];
  readonly relations: readonly RelationFact[];
  /** Per label, the rows that match: one of each has to hold. */
  readonly rowsByLabel: readonly (readonly Basis[])[];
  readonly rows: readonly Basis[];
  readonly consents: readonly ConsentFact[];
  readonly instruments: readonly InstrumentFact[];
  readonly conflicts: readonly string[];
  readonly templates: readonly Template[];
  readonly transform: Protection;
  readonly obligations: readonly string[];
}

export const NOTHING_FOUND: Findings = {
  grants: [],
  relations: [],
  rowsByLabel: [],
  rows: [],
  consents: [],
  instruments: [],
  conflicts: [],
  templates: [],
  transform: 'SHOW',
  obligations: [],
};

/** A reason to withhold, or what was found. Findings beside a reason explain it. */
export interface Answer {
  readonly fails?: ReasonCode;
  readonly finds?: Partial<Findings>;
}

export const PASSED: Answer = {};

export interface Gate {
  readonly number: number;
  readonly name: string;
  readonly check: (question: Question, found: Findings) => Answer;
}

export const isOwnDepartment = ({ recipient, record }: Question) =>
  recipient.department === record.department;

/** Export, print and share-on count as read until the gate of the minimum necessary. */
export const actionJudged = ({ action }: AccessRequest) =>
  action === 'export' || action === 'print' || action === 'share-on' ? 'read' : action;
