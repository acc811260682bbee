import type { Action, Confidence, DecisionContext, Label, Recipient } from '@continuum/contracts';
import type { CompiledPolicy } from './policy/compile-policy.js';
import type { ConsentKind, InstrumentKind, Purpose, RelationKind, Training } from './vocabulary.js';

/** One question: one user, purpose and action; persons or record keys × elements. Words are checked by gate 0. */
export interface AccessRequest {
  readonly purpose?: string;
  readonly action: Action;
  readonly persons: readonly string[];
  readonly recordKeys: readonly string[];
  readonly elements: readonly string[];
  readonly capabilities: readonly string[];
  readonly context: DecisionContext;
  /** Service that answers from what it knows about the records shown: it gets a permit of its own. */
  readonly answeredBy?: string;
  /** For `share-on`: whom gates 4, 6 and 7 judge. */
  readonly recipient?: Recipient;
  /** All gates run and are reported, not only the first that fails. */
  readonly trace?: boolean;
}

/** Half-open: `[from, until)`. */
export interface Interval {
  readonly from: Date;
  readonly until?: Date;
}

/** Everything a decision rests on, read in one transaction. Persons are survivors: aliases are resolved before. */
export interface Facts {
  readonly policy: CompiledPolicy;
  /** Absent for a token whose subject the directory does not know. */
  readonly user?: UserFact;
  readonly session: SessionFact;
  /** Records of the persons asked about, over any link, and the records asked for by key. */
  readonly records: readonly RecordFact[];
  /** Relations of this user, or of the user's teams, to the persons and records asked about. */
  readonly relations: readonly RelationFact[];
  /** Open and past roster entries of the persons asked about. */
  readonly roster: readonly RosterFact[];
  /** Every version in force of every form of the persons asked about, over any link. */
  readonly consents: readonly ConsentFact[];
  readonly restrictions: readonly RestrictionFact[];
  readonly instruments: readonly InstrumentFact[];
  /** Open emergency grant named by the request's context. */
  readonly emergency?: EmergencyFact;
  /** Compared again at release; the engine only passes them on. */
  readonly epochs: Readonly<Record<string, number>>;
}

export interface UserFact {
  readonly userId: string;
  readonly isDisabled: boolean;
  readonly lastActiveAt: Date;
  readonly assignments: readonly AssignmentFact[];
  readonly trainings: readonly TrainingFact[];
}

export interface AssignmentFact extends Interval {
  readonly department: string;
  readonly role: string;
  readonly teamId?: string;
  /** Kind of the professional licence, such as `physician`. */
  readonly licence?: string;
}

export interface TrainingFact {
  readonly kind: Training;
  readonly expiresAt: Date;
}

export interface SessionFact {
  /** Instant of sign-in with a second factor; absent where there was none. */
  readonly mfaAt?: Date;
  /** A listed service asks on behalf of the user: no second factor is asked. */
  readonly isOnBehalf: boolean;
}

export interface RecordFact {
  readonly recordKey: string;
  readonly dataset: string;
  readonly department: string;
  /** Labels of the record; those of the dataset and the element are added to them. */
  readonly labels: readonly Label[];
  readonly restrictions: readonly string[];
  readonly isWithdrawn: boolean;
  readonly personId?: string;
  readonly confidence: Confidence;
}

/** What one is related to: a person, or a record whose person is reached over a confirmed link. */
export interface Target {
  readonly personId?: string;
  readonly recordKey?: string;
}

export interface RelationFact extends Interval, Target {
  readonly relationId: string;
  readonly kind: RelationKind;
  /** Narrow what a care team or conference may see; absent: not narrowed. */
  readonly informationClasses?: readonly string[];
  /** Incident number, case id, project or conference the relation comes from. */
  readonly context?: string;
  /** Department whose relation it is, where the user has assignments in several. */
  readonly department?: string;
}

export interface RosterFact extends Interval {
  readonly personId: string;
  readonly teamId: string;
  readonly programme: string;
  readonly legalMode: 'COUNTY' | 'CITY_LHJ' | 'AT_RISK';
  /** Calendar date in the city's zone. */
  readonly homelessEvidenceOn?: string;
}

/** A consent form as it stands: the newest version of one form. It hangs on the record where it was signed. */
export interface ConsentFact {
  readonly consentId: string;
  readonly version: number;
  readonly recordKey: string;
  readonly personId?: string;
  /** Of the link between the record where it was signed and the person. */
  readonly confidence: Confidence;
  readonly family: string;
  readonly formVersion: string;
  readonly kind: ConsentKind;
  /** Department that may disclose under it. */
  readonly discloser: string;
  readonly recipients: readonly ConsentRecipient[];
  /** Departments and platforms named as intermediaries, such as `continuum`. */
  readonly intermediaries: readonly string[];
  readonly provisions: readonly ConsentProvision[];
  /** Statements, form features and facts of the checklist that the verifier found, such as `statement-redisclosure`. */
  readonly statements: readonly string[];
  readonly signedAt?: Date;
  readonly signedBy?: string;
  readonly capacity?: string;
  /** By the discloser: from here on it counts. */
  readonly receivedAt?: Date;
  readonly verifiedAt?: Date;
  /** End of the last local day for a date-only expiry, turned into an instant at entry. */
  readonly expiresAt?: Date;
  readonly endEvent?: { readonly name: string; readonly recordedAt?: Date };
  /** Mandatory beside an end event. */
  readonly reviewAt?: Date;
  readonly irrevocableUntil?: Date;
  readonly revocation?: { readonly receivedAt: Date; readonly isWritten: boolean };
  readonly suspendedAt?: Date;
  readonly enteredInErrorAt?: Date;
}

/** Every field given must agree. */
export interface ConsentRecipient {
  readonly userId?: string;
  readonly department?: string;
  readonly organization?: string;
  readonly role?: string;
  /** Class of recipients, such as `treating-provider`: a role group of the policy set. */
  readonly class?: string;
}

export interface ConsentProvision {
  readonly effect: 'permit' | 'deny';
  /** Element ids, or dataset ids for all their elements. */
  readonly covers: readonly string[];
  /** Empty: every purpose (only sensible in a denial). */
  readonly purposes: readonly Purpose[];
  /** Empty: the recipients of the form. */
  readonly recipients: readonly ConsentRecipient[];
  readonly from?: Date;
  readonly until?: Date;
}

/** A person's wish that a department accepted. */
export interface RestrictionFact extends Interval {
  readonly restrictionId: string;
  readonly personId: string;
  readonly acceptedBy: string;
  /** Element or dataset ids; empty: everything of the accepting department. */
  readonly covers: readonly string[];
  /** Empty: every purpose. */
  readonly purposes: readonly Purpose[];
  /** Departments kept out; empty: everybody else. */
  readonly departments: readonly string[];
}

/** Court order, warrant, subpoena, locate request, data use agreement or release record. */
export interface InstrumentFact extends Interval {
  readonly instrumentId: string;
  readonly kind: InstrumentKind;
  readonly personId?: string;
  /** Element or dataset ids in its scope. */
  readonly covers: readonly string[];
  readonly department: string;
  readonly checkedBy?: string;
}

export interface EmergencyFact extends Interval {
  readonly grantId: string;
  readonly kind: 'MEDICAL' | 'THREAT' | 'SYSTEM_DOWN';
  readonly personId: string;
  readonly reason: string;
  readonly nature: string;
  readonly whyNoConsent: string;
  readonly recipientAffiliation: string;
}
