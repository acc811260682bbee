import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { Instant, nullable, oneOf, Version } from '../words.js';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/;
const DEPARTMENT = /^[a-z][a-z0-9-]{1,31}$/;
const SERVICE_STATUS = ['active', 'inactive', 'defunct', 'temporarily_closed'] as const;
const RECIPIENTS = ['department', 'organization'] as const;
export const DOORS = ['officer', 'clinician', 'mdt', 'self', 'community', 'court'] as const;
export const URGENCIES = ['routine', 'urgent', 'immediate'] as const;

/** PUT /v1/services/:serviceId: a service of the directory as it is now (HSDS 3.0 terms, and our own). */
export class PublishService {
  @Matches(CODE) readonly organizationId!: string;
  /** Owns the referrals to this service. */
  @Matches(DEPARTMENT) readonly department!: string;
  /** Whom a decision judges when a referral is sent: the owning department's staff, or the organization by its own grant. */
  @IsIn(RECIPIENTS) readonly recipient!: (typeof RECIPIENTS)[number];
  /** Names no diagnosis. */
  @IsString() @Length(1, 120) readonly publicLabel!: string;
  @IsIn(SERVICE_STATUS) readonly status!: (typeof SERVICE_STATUS)[number];
  @IsArray() @ArrayMaxSize(20) @Matches(CODE, { each: true }) readonly needs!: string[];
  @IsArray() @IsIn(DOORS, { each: true }) readonly doors!: (typeof DOORS)[number][];
  @IsArray() @IsIn(URGENCIES, { each: true }) readonly urgencies!: (typeof URGENCIES)[number][];
  /** Users who answer for the provider. */
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(80, { each: true })
  readonly staff!: string[];
  @IsOptional() @IsString() @MaxLength(80) readonly area?: string;
  @IsBoolean() readonly slotManaged!: boolean;
  @IsBoolean() readonly sessionBased!: boolean;
  @IsBoolean() readonly singleContact!: boolean;
  @IsBoolean() readonly servesInCustody!: boolean;
  @IsBoolean() readonly isPart2!: boolean;
  @IsBoolean() readonly reviewDeclines!: boolean;
}

/** PUT /v1/services/:serviceId/capacity: how many places there are for one population of one unit. */
export class ReportCapacity {
  @Matches(CODE) readonly unit!: string;
  @Matches(CODE) readonly population!: string;
  @IsInt() @Min(0) @Max(100_000) readonly available!: number;
  @IsInt() @Min(0) @Max(100_000) readonly maximum!: number;
  @IsInt() @Min(0) @Max(100_000) readonly funded!: number;
  /** After so many minutes the figure says "call to check". */
  @IsOptional() @IsInt() @Min(1) @Max(44_640) readonly staleAfterMinutes?: number;
}

/** PUT /v1/teams/:teamId: who works for a programme, and in which role an alert or a step falls to them. */
export class PublishTeam {
  @Matches(CODE) readonly programme!: string;
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(80, { each: true })
  readonly coordinators!: string[];
  /** Clinicians on shift in the jail. */
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(80, { each: true })
  readonly cliniciansOnShift!: string[];
}

export const CapacityAnswer = oneOf(
  'capacity',
  'no-capacity',
  'waitlist',
  'additional-assessment-required',
);
export type CapacityAnswer = ViewOf<typeof CapacityAnswer>;

export const CapacityView = view('CapacityView', {
  unit: Type.String(),
  population: Type.String(),
  open: Type.Integer(),
  maximum: Type.Integer(),
  reportedAt: Instant,
  isStale: Type.Boolean(),
});
export type CapacityView = ViewOf<typeof CapacityView>;

/** GET /v1/services: the directory. No person data. */
export const ServiceView = view('ServiceView', {
  serviceId: Type.String(),
  version: Version,
  organizationId: Type.String(),
  publicLabel: Type.String(),
  status: Type.String(),
  needs: Type.Array(Type.String()),
  doors: Type.Array(Type.String()),
  urgencies: Type.Array(Type.String()),
  area: nullable(Type.String()),
  answer: CapacityAnswer,
  capacity: Type.Array(CapacityView),
});
export type ServiceView = ViewOf<typeof ServiceView>;
