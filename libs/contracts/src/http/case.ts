import { Type as Nested } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { Uuid, Version } from '../words.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/;

/** What referral-service holds about a case, key `mdt/<caseId>`. `version` is what the next command expects. */
export const MDT_ELEMENTS = [
  'mdt.status',
  'mdt.programme',
  'mdt.origin',
  'mdt.proposedOn',
  'mdt.lead',
  'mdt.reasonCode',
  'mdt.measure',
  'mdt.definitionVersion',
  'mdt.asOf',
  'mdt.careTeam',
  'mdt.lastContactAt',
  'mdt.version',
] as const;

/** What referral-service tells responders, key `card/<personId>`. */
export const CARD_ELEMENTS = [
  'card.safety',
  'card.howToHelp',
  'card.callNow',
  'card.isConnected',
] as const;

/** The person a case or referral is about: a person id, or the record key of somebody not yet linked. */
export class AboutPerson {
  @IsOptional() @IsUUID() readonly personId?: string;
  @IsOptional() @IsString() @MaxLength(200) readonly recordKey?: string;
}

/** POST /v1/cases: put a person on the coordinator's list. */
export class NominateForCase {
  @IsUUID() readonly commandId!: string;
  @ValidateNested() @Nested(() => AboutPerson) readonly person!: AboutPerson;
  @Matches(CODE) readonly programme!: string;
  @IsIn(['officer', 'self', 'court', 'clinician']) readonly origin!:
    'officer' | 'self' | 'court' | 'clinician';
}

export const CASE_COMMANDS = [
  'offer',
  'enrol',
  'activate',
  'inactivate',
  'decline',
  'close',
  'reopen',
  'join-team',
  'leave-team',
  'write-card',
] as const;
export type CaseCommandType = (typeof CASE_COMMANDS)[number];

/** POST /v1/cases/:caseId/commands. `data` is checked by the class that `CASE_COMMAND_DATA` names for the type. */
export class CaseCommand {
  @IsUUID() readonly commandId!: string;
  @IsOptional() @IsInt() @Min(1) readonly expectedVersion?: number;
  @IsIn(CASE_COMMANDS) readonly type!: CaseCommandType;
  @IsOptional() @Matches(CODE) readonly reasonCode?: string;
  @IsOptional() @IsObject() readonly data?: Record<string, unknown>;
}

export class NoFields {}

export class OfferCase {
  @IsString() @MaxLength(80) readonly leadUserId!: string;
  /** What the lead may know, in the information classes of the city's datasets. */
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(CODE, { each: true })
  readonly informationClasses!: string[];
}

export class EnrolInCase {
  /** The person said yes. */
  @IsISO8601({ strict: true }) readonly agreedAt!: string;
  @IsOptional() @Matches(CODE) readonly study?: string;
  @IsOptional() @Matches(CODE) readonly arm?: string;
}

export class ActivateCase {
  @IsISO8601({ strict: true }) readonly contactedAt!: string;
  @IsIn(['visit', 'telephone', 'video', 'street', 'jail']) readonly method!: string;
  @IsIn(['reached', 'not_reached', 'refused']) readonly result!: string;
}

export class CloseCase {
  @IsOptional() @Matches(CODE) readonly destination?: string;
}

export const CARE_TEAM_ROLES = [
  'lead',
  'clinician',
  'probation',
  'diversion_prosecutor',
  'housing_navigator',
  'peer',
] as const;

export class JoinCareTeam {
  @IsString() @MaxLength(80) readonly userId!: string;
  @IsIn(CARE_TEAM_ROLES) readonly role!: (typeof CARE_TEAM_ROLES)[number];
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(CODE, { each: true })
  readonly informationClasses!: string[];
}

export class LeaveCareTeam {
  @IsString() @MaxLength(80) readonly userId!: string;
  @IsIn(CARE_TEAM_ROLES) readonly role!: (typeof CARE_TEAM_ROLES)[number];
}

const SAFETY = ['weapon', 'assault_on_responders', 'medical_fragility'] as const;

export class SafetyFact {
  @IsIn(SAFETY) readonly code!: (typeof SAFETY)[number];
  @IsISO8601({ strict: true }) readonly expiresAt!: string;
}

/** What responders should know: structured, agreed with the person, hidden when not reviewed within 12 months. */
export class WriteFieldCard {
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Nested(() => SafetyFact)
  readonly safety!: SafetyFact[];
  @IsArray() @ArrayMaxSize(10) @Matches(CODE, { each: true }) readonly triggers!: string[];
  @IsArray() @ArrayMaxSize(10) @Matches(CODE, { each: true }) readonly calmingSteps!: string[];
  @IsOptional() @Matches(CODE) readonly language?: string;
  /** Telephone of the person on call, never of the client. */
  @Matches(/^\+[1-9][0-9]{6,14}$/) readonly callNow!: string;
  @IsISO8601({ strict: true }) readonly agreedAt!: string;
}

export const CASE_COMMAND_DATA = {
  offer: OfferCase,
  enrol: EnrolInCase,
  activate: ActivateCase,
  inactivate: NoFields,
  decline: NoFields,
  close: CloseCase,
  reopen: NoFields,
  'join-team': JoinCareTeam,
  'leave-team': LeaveCareTeam,
  'write-card': WriteFieldCard,
} as const satisfies Record<CaseCommandType, new () => object>;

/** Answer of every command: what the thing is now, and the version the next command expects. */
export const CommandAnswer = view('CommandAnswer', {
  id: Uuid,
  version: Version,
  state: Type.String(),
});
export type CommandAnswer = ViewOf<typeof CommandAnswer>;

/** GET /internal/record-keys/:dataset: keys of what the user takes part in, without content, to ask a decision about. */
export interface RecordKeys {
  readonly recordKeys: readonly string[];
}
