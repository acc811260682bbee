import { Type as Nested } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
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
import { AboutPerson, NoFields } from './case.js';
import { DOORS, URGENCIES } from './service.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/;
const ELEMENT = /^[a-z]+\.[A-Za-z0-9]+$/;

/** What referral-service holds about a referral, key `rfrl/<referralId>`. `version` is what the next command expects. */
export const RFRL_ELEMENTS = [
  'rfrl.state',
  'rfrl.isOpen',
  'rfrl.publicLabel',
  'rfrl.serviceId',
  'rfrl.needCategory',
  'rfrl.urgency',
  'rfrl.door',
  'rfrl.caseId',
  'rfrl.sentAt',
  'rfrl.acknowledgedAt',
  'rfrl.reasonCode',
  'rfrl.appointment',
  'rfrl.outcome',
  'rfrl.history',
  'rfrl.version',
] as const;

/** POST /v1/referrals: R01, a draft that only its sender sees. */
export class DraftReferral {
  @IsUUID() readonly commandId!: string;
  @ValidateNested() @Nested(() => AboutPerson) readonly person!: AboutPerson;
  @Matches(CODE) readonly serviceId!: string;
  @Matches(CODE) readonly needCategory!: string;
  @IsIn(URGENCIES) readonly urgency!: (typeof URGENCIES)[number];
  @IsIn(DOORS) readonly door!: (typeof DOORS)[number];
  @IsOptional() @IsUUID() readonly caseId?: string;
  /** Element ids that the provider will be told; each must be permitted when it is sent. */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @Matches(ELEMENT, { each: true })
  readonly discloses!: string[];
  /** One tap: drafted and sent (R01, R04) in one transaction, or neither. */
  @IsOptional() @IsBoolean() readonly send?: boolean;
}

export const REFERRAL_COMMANDS = [
  'edit',
  'discard',
  'send',
  'acknowledge',
  'request-info',
  'supply-info',
  'accept',
  'waitlist',
  'propose-decline',
  'decline',
  'send-back',
  'expire',
  'cancel',
  'schedule',
  'start-service',
  'complete',
  'end-unmet',
  'offer-place',
  'reschedule',
  'attend',
  'miss',
  'cancel-appointment',
  'hold',
  'resume',
  'request-cancel',
  'confirm-cancel',
  'retract-cancel',
  'reopen',
  'void',
  'reroute',
] as const;
export type ReferralCommandType = (typeof REFERRAL_COMMANDS)[number];

/** POST /v1/referrals/:referralId/commands. `data` is checked by the class that `REFERRAL_COMMAND_DATA` names. */
export class ReferralCommand {
  @IsUUID() readonly commandId!: string;
  @IsOptional() @IsInt() @Min(1) readonly expectedVersion?: number;
  @IsIn(REFERRAL_COMMANDS) readonly type!: ReferralCommandType;
  @IsOptional() @Matches(CODE) readonly reasonCode?: string;
  @IsOptional() @IsObject() readonly data?: Record<string, unknown>;
}

export class EditDraft {
  @IsOptional() @Matches(CODE) readonly needCategory?: string;
  @IsOptional() @IsIn(URGENCIES) readonly urgency?: (typeof URGENCIES)[number];
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @Matches(ELEMENT, { each: true })
  readonly discloses?: string[];
}

export class AcceptReferral {
  /** The worker who takes it; the one who answers, if absent. */
  @IsOptional() @IsString() @MaxLength(80) readonly receiverUserId?: string;
}

export class WaitlistReferral {
  @IsOptional() @IsInt() @Min(1) readonly position?: number;
  @IsOptional() @IsISO8601({ strict: true }) readonly expectedOn?: string;
}

export class OfferPlace {
  @IsBoolean() readonly needConfirmed!: boolean;
}

export class Appointment {
  /** Instant with offset. */
  @IsISO8601({ strict: true, strictSeparator: true }) readonly startsAt!: string;
  @IsISO8601({ strict: true, strictSeparator: true }) readonly endsAt!: string;
  @IsIn(['in_person', 'telephone', 'video', 'outreach']) readonly modality!: string;
  @IsOptional() @Matches(CODE) readonly locationId?: string;
  @IsOptional() @IsBoolean() readonly transport?: boolean;
}

export class AttendAppointment {
  @IsIn(['yes', 'late']) readonly attended!: 'yes' | 'late';
}

export class StartService {
  @IsISO8601({ strict: true }) readonly startedAt!: string;
}

const DELIVERED = ['none', 'part', 'full'] as const;
const NEED = ['met', 'partly_met', 'not_met', 'unknown'] as const;
const CONFIRMED_BY = ['provider', 'client', 'case_manager', 'data_match'] as const;

export class ReferralOutcome {
  @IsIn(DELIVERED) readonly delivered!: (typeof DELIVERED)[number];
  @IsIn(NEED) readonly need!: (typeof NEED)[number];
  @IsIn(CONFIRMED_BY) readonly confirmedBy!: (typeof CONFIRMED_BY)[number];
  @IsOptional() @Matches(/^\d{4}-\d{2}-\d{2}$/) readonly resultOn?: string;
  @IsOptional() @Matches(CODE) readonly destination?: string;
  @IsOptional() @IsInt() @Min(0) readonly sessionsExpected?: number;
  @IsOptional() @IsInt() @Min(0) readonly sessionsAttended?: number;
}

export class CompleteReferral {
  @ValidateNested() @Nested(() => ReferralOutcome) readonly outcome!: ReferralOutcome;
}

export class ContactAttempt {
  @IsISO8601({ strict: true }) readonly at!: string;
  @IsIn(['visit', 'telephone', 'text', 'letter', 'email']) readonly method!: string;
}

export class EndUnmet {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Nested(() => ContactAttempt)
  readonly attempts?: ContactAttempt[];
  @IsOptional() @ValidateNested() @Nested(() => ReferralOutcome) readonly outcome?: ReferralOutcome;
}

export class Reroute {
  @IsUUID() readonly newReferralId!: string;
  @Matches(CODE) readonly serviceId!: string;
}

export const REFERRAL_COMMAND_DATA = {
  edit: EditDraft,
  discard: NoFields,
  send: NoFields,
  acknowledge: NoFields,
  'request-info': NoFields,
  'supply-info': NoFields,
  accept: AcceptReferral,
  waitlist: WaitlistReferral,
  'propose-decline': NoFields,
  decline: NoFields,
  'send-back': NoFields,
  expire: NoFields,
  cancel: NoFields,
  schedule: Appointment,
  'start-service': StartService,
  complete: CompleteReferral,
  'end-unmet': EndUnmet,
  'offer-place': OfferPlace,
  reschedule: Appointment,
  attend: AttendAppointment,
  miss: NoFields,
  'cancel-appointment': NoFields,
  hold: NoFields,
  resume: NoFields,
  'request-cancel': NoFields,
  'confirm-cancel': NoFields,
  'retract-cancel': NoFields,
  reopen: NoFields,
  void: NoFields,
  reroute: Reroute,
} as const satisfies Record<ReferralCommandType, new () => object>;

/** GET /v1/referrals/:referralId/history: one row per transition, newest last. */
export interface ReferralStep {
  readonly version: number;
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly actorRole: string;
  readonly reasonCode: string | null;
}
