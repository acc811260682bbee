import { Type as Nested } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { Label } from '../words.js';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';

/** What somebody asks for. BTG carries its kind in the emergency grant. */
export const PURPOSES = [
  'TREAT',
  'CARE_COORD',
  'HPAYMT',
  'HOPERAT',
  'MDT_HOMELESS',
  'MDT_AT_RISK',
  'FIRST_RESPONSE',
  'DIVERSION_MONITOR',
  'LE_LOCATE',
  'LE_INVESTIGATION',
  'PROSECUTION',
  'PUBLIC_HEALTH',
  'RESEARCH',
  'REPORTING',
  'OPEN_DATA',
  'OVERSIGHT',
  'SUBJECT_ACCESS',
  'BTG',
] as const;
export type Purpose = (typeof PURPOSES)[number];

export const isPurpose = (word: string): word is Purpose =>
  PURPOSES.some((known) => known === word);

export const ACTIONS = [
  'discover',
  'look-up',
  'read',
  'read-history',
  'list',
  'aggregate',
  'export',
  'print',
  'write',
  'link',
  'share-on',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Least to most protective. */
export const TRANSFORMS = ['SHOW', 'GENERALISE', 'MASK', 'PSEUDONYM'] as const;
export type Transform = (typeof TRANSFORMS)[number];

/** What the gateway must carry out, and declares in `capabilities`. */
export const GATEWAY_OBLIGATIONS = [
  'NOTICE_P2',
  'CONSENT_SCOPE',
  'NO_SHARE_ON',
  'VIEW_ONLY',
  'TIMEBOX',
  'STATE_RELEVANCE',
  'NO_REIDENT',
  'SUPPRESS',
] as const;

/** Why somebody asks: an incident, case, project, conference, emergency or instrument. */
export class DecisionContext {
  @IsOptional() @IsString() @MaxLength(80) readonly incident?: string;
  @IsOptional() @IsString() @MaxLength(80) readonly case?: string;
  @IsOptional() @IsString() @MaxLength(80) readonly project?: string;
  @IsOptional() @IsString() @MaxLength(80) readonly conference?: string;
  @IsOptional() @IsString() @MaxLength(80) readonly emergency?: string;
  @IsOptional() @IsString() @MaxLength(80) readonly instrument?: string;
  /** Why this exchange matters to the team (STATE_RELEVANCE): a code, kept with the decision. */
  @IsOptional() @Matches(/^[a-z][a-z_]{1,39}$/) readonly relevance?: string;
}

export class Recipient {
  @IsOptional() @IsString() @MaxLength(80) readonly department?: string;
  @IsOptional() @IsString() @MaxLength(80) readonly organization?: string;
}

/** `element` is flat, `<dataset>.<field>`: patterns are refused. */
const ELEMENT = /^[a-z]+\.[A-Za-z0-9]+$/;

/** POST /v1/decisions of consent-service: one user, purpose and action; persons or record keys × elements, at most 10,000 pairs. */
export class DecisionRequest {
  @IsOptional() @IsString() @MaxLength(80) readonly purpose?: string;
  @IsIn(ACTIONS) readonly action!: Action;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsUUID('all', { each: true })
  readonly persons?: string[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  readonly recordKeys?: string[];
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  @Matches(ELEMENT, { each: true })
  readonly elements!: string[];
  @IsArray() @IsIn(GATEWAY_OBLIGATIONS, { each: true }) readonly capabilities!: string[];
  @IsOptional() @ValidateNested() @Nested(() => DecisionContext) readonly context?: DecisionContext;
  @IsOptional() @ValidateNested() @Nested(() => Recipient) readonly recipient?: Recipient;
  /** A service beside the owners that answers under this decision: it gets a permit of its own over all that is shown. */
  @IsOptional() @IsIn(['identity-service', 'reporting-service']) readonly answeredBy?: string;
  /** Only from a service listed for it: an outcome, no permit. */
  @IsOptional() @IsString() @MaxLength(80) readonly onBehalfOf?: string;
}

export interface ElementDecision {
  readonly element: string;
  readonly transform: Transform;
  readonly obligations: readonly string[];
}

export const WithheldElement = view('WithheldElement', {
  element: Type.String(),
  reason: Type.String(),
});
export type WithheldElement = ViewOf<typeof WithheldElement>;

/** What may be shown of one source record. Silent elements are in neither list; a wholly silent record is not listed. */
export interface SourceDecision {
  readonly recordKey: string;
  readonly personId: string | null;
  readonly dataset: string;
  readonly department: string;
  readonly shown: readonly ElementDecision[];
  readonly withheld: readonly WithheldElement[];
  /** Labels of what is shown, the record's own among them: a view's confidentiality is the highest of them. */
  readonly labels?: readonly Label[];
}

/** Text that travels in the body beside the data it governs. */
export const Obligation = view('Obligation', {
  code: Type.String(),
  elements: Type.Array(Type.String()),
  text: Type.Optional(Type.String()),
  textVersion: Type.Optional(Type.String()),
  consentIds: Type.Optional(Type.Array(Type.String())),
});
export type Obligation = ViewOf<typeof Obligation>;

export interface OwnerPermit {
  /** Owning department. */
  readonly owner: string;
  /** Service that holds the records: the permit's audience. */
  readonly audience: string;
  /** JWS, sent on in the header `Continuum-Permit`. */
  readonly permit: string;
}

export type DecisionOutcome = 'PERMIT' | 'PARTIAL' | 'DENY';

/** Answer of POST /v1/decisions. */
export interface Decision {
  readonly decisionId: string;
  readonly outcome: DecisionOutcome;
  /** UTC instant, at most 60 s ahead. */
  readonly validUntil: string;
  readonly epochs: Readonly<Record<string, number>>;
  /** What the user may know: reason codes of what is not silent, with a plain sentence each. */
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
  readonly sources: readonly SourceDecision[];
  readonly obligations: readonly Obligation[];
  readonly permits: readonly OwnerPermit[];
  /** Present where legal rows are approved for demonstration only. */
  readonly legal?: 'sample';
}

/** Claims of a permit, beside `iss`, `aud`, `iat`, `exp`. */
export interface PermitClaims {
  /** Decision id. */
  readonly jti: string;
  /** User the decision was taken for. */
  readonly sub: string;
  /** Service that asked. */
  readonly caller: string;
  readonly purpose: string;
  readonly owner: string;
  /** record key → element ids */
  readonly records: Readonly<Record<string, readonly string[]>>;
  /** record key → labels considered: a record whose labels go beyond them now is left out. */
  readonly labels: Readonly<Record<string, readonly Label[]>>;
  readonly epochs: Readonly<Record<string, number>>;
  /** Set on a search permit: the scope within which identity-service may look. */
  readonly search?: SearchScope;
  /** Set on a permit to count (action `aggregate`): what of the owner's records reporting-service may count. */
  readonly aggregate?: SearchScope;
  /** Set instead of `records` and `labels` where the token would pass 6 KB: the owner fetches them. */
  readonly detached?: DetachedRecords;
}

/** Where `GET /v1/permits/{id}` of consent-service answers with `PermitRecords`. */
export interface DetachedRecords {
  readonly id: string;
  /** SHA-256, base64url, of the canonical JSON (RFC 8785) of that answer. */
  readonly digest: string;
}

export type PermitRecords = Pick<PermitClaims, 'records' | 'labels'>;

export interface SearchScope {
  readonly datasets: readonly string[];
  /** A record with any other label is outside. */
  readonly labels: readonly Label[];
  readonly elements: readonly string[];
}

/** POST /v1/search-plans: may this user look people up by these elements? Same rules as a decision with action look-up. */
export class SearchPlanRequest {
  @IsOptional() @IsString() @MaxLength(80) readonly purpose?: string;
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(ELEMENT, { each: true })
  readonly elements!: string[];
  @IsOptional() @ValidateNested() @Nested(() => DecisionContext) readonly context?: DecisionContext;
}

export interface SearchPlan {
  readonly decisionId: string;
  readonly validUntil: string;
  readonly searchable: readonly string[];
  /** JWS for identity-service. */
  readonly permit: string;
}

/** Answer of `POST /internal/records/read` (ingest-service) and `POST /internal/read` (referral-service). */
export interface PermittedRecord {
  readonly recordKey: string;
  /** element id → value; a permitted element without a value is absent. */
  readonly elements: Readonly<Record<string, unknown>>;
}
