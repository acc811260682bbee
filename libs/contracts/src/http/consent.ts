import { Type as Nested } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { Department, Instant, nullable, oneOf, RecordKey, Uuid, Version } from '../words.js';

const WORD = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

export const CONSENT_FORM_KINDS = [
  'HIPAA_AUTH',
  'PART2_TPO',
  'PART2_SPECIFIC',
  'PART2_CJ',
  'CMIA_AUTH',
  'VAWA_RELEASE',
  'GENERAL_ROI',
] as const;
export type ConsentFormKind = (typeof CONSENT_FORM_KINDS)[number];

/** Whom a form names: every field given must agree. `class` is a group of roles, such as treating providers. */
export class NamedRecipient {
  @IsOptional() @Matches(WORD) readonly userId?: string;
  @IsOptional() @Matches(WORD) readonly department?: string;
  @IsOptional() @Matches(WORD) readonly organization?: string;
  @IsOptional() @Matches(WORD) readonly role?: string;
  @IsOptional() @Matches(WORD) readonly class?: string;
}

/** What a form permits or denies: elements or datasets, for purposes; a denial without purposes is for all. */
export class FormProvision {
  @IsIn(['permit', 'deny']) readonly effect!: 'permit' | 'deny';
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(WORD, { each: true })
  readonly covers!: string[];
  @IsArray() @ArrayMaxSize(30) @Matches(WORD, { each: true }) readonly purposes!: string[];
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Nested(() => NamedRecipient)
  readonly recipients?: NamedRecipient[];
  @IsOptional() @IsISO8601({ strict: true }) readonly from?: string;
  @IsOptional() @IsISO8601({ strict: true }) readonly until?: string;
}

/** POST /v1/consents: the discloser's department records a form on the record where it was signed. */
export class RecordConsent {
  @IsString() @MaxLength(200) readonly recordKey!: string;
  @IsIn(CONSENT_FORM_KINDS) readonly kind!: ConsentFormKind;
  @Matches(WORD) readonly family!: string;
  @Matches(WORD) readonly formVersion!: string;
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Nested(() => NamedRecipient)
  readonly recipients!: NamedRecipient[];
  @IsArray() @ArrayMaxSize(20) @Matches(WORD, { each: true }) readonly intermediaries!: string[];
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Nested(() => FormProvision)
  readonly provisions!: FormProvision[];
  @IsOptional() @IsISO8601({ strict: true }) readonly signedAt?: string;
  /** A word for who signed, never a name: self, guardian, representative. */
  @IsOptional() @Matches(WORD) readonly signedBy?: string;
  @IsOptional() @Matches(WORD) readonly capacity?: string;
  /** By the discloser: from here on it counts; now, if not given. */
  @IsOptional() @IsISO8601({ strict: true }) readonly receivedAt?: string;
  /** Last day on which it counts, in the city's zone; the answer shows the instant. */
  @IsOptional() @Matches(DATE) readonly expiresOn?: string;
  @IsOptional() @IsISO8601({ strict: true }) readonly expiresAt?: string;
  @IsOptional() @Matches(WORD) readonly endEvent?: string;
  /** Mandatory beside an end event. */
  @IsOptional() @Matches(DATE) readonly reviewOn?: string;
  @IsOptional() @IsISO8601({ strict: true }) readonly irrevocableUntil?: string;
}

/** POST /v1/consents/:consentId/verification: what the verifier found on the form. */
export class VerifyConsent {
  @IsArray() @ArrayMaxSize(40) @Matches(WORD, { each: true }) readonly statements!: string[];
}

/** POST /v1/consents/:consentId/revocations. An oral one suspends until the written one follows. */
export class RevokeConsent {
  @IsBoolean() readonly isWritten!: boolean;
  @IsOptional() @IsISO8601({ strict: true }) readonly writtenAt?: string;
  /** By the discloser: effective from here on; now, if not given. */
  @IsOptional() @IsISO8601({ strict: true }) readonly receivedAt?: string;
}

export const CONSENT_STATES = [
  'received',
  'verified',
  'defective',
  'suspended',
  'revoked',
  'expired',
] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

const consentProperties = {
  consentId: Uuid,
  version: Version,
  recordKey: RecordKey,
  kind: oneOf(...CONSENT_FORM_KINDS),
  family: Type.String(),
  discloser: Department,
  state: oneOf(...CONSENT_STATES),
  /** Items of the checklist of its kind that it lacks. */
  missing: Type.Array(Type.String()),
  receivedAt: nullable(Instant),
  verifiedAt: nullable(Instant),
  expiresAt: nullable(Instant),
  revokedAt: nullable(Instant),
};

/** A form as its discloser sees it. */
export const ConsentView = view('ConsentView', consentProperties);
export type ConsentView = ViewOf<typeof ConsentView>;

/** GET /v1/consents: the forms of a person that the reader's department has recorded. */
export const ConsentList = view('ConsentList', { items: Type.Array(ConsentView) });
export type ConsentList = ViewOf<typeof ConsentList>;

/** Answer of POST …/revocations: disclosures made between receipt and now go to breach review. */
export const RevocationView = view('RevocationView', {
  ...consentProperties,
  disclosuresSinceReceipt: Type.Array(Type.String()),
});
export type RevocationView = ViewOf<typeof RevocationView>;
