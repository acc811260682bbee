import { Type as Nested } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

export class SoughtName {
  @IsOptional() @IsString() @Length(1, 100) readonly given?: string;
  @IsOptional() @IsString() @Length(1, 100) readonly middle?: string;
  /** A prefix of three letters is enough. */
  @IsOptional() @IsString() @Length(3, 100) readonly family?: string;
}

export class SoughtIdentifier {
  /** As in a pushed subject: `ssn`, `hmis`, `booking-no` … */
  @Matches(/^[a-z][a-z0-9-]{1,39}$/) readonly kind!: string;
  @IsString() @Length(1, 80) readonly value!: string;
}

export class SoughtAddress {
  @IsOptional() @IsString() @MaxLength(120) readonly line1?: string;
  @IsOptional() @IsString() @MaxLength(80) readonly city?: string;
  @IsOptional() @IsString() @MaxLength(20) readonly postcode?: string;
}

/** POST /v1/search of gateway and identity-service: an identifier or telephone, or a name with one further fact. */
export class SearchPersons {
  @IsOptional() @ValidateNested() @Nested(() => SoughtName) readonly name?: SoughtName;
  /** Unknown digits are X. */
  @IsOptional() @Matches(/^[0-9X]{4}-[0-9X]{2}-[0-9X]{2}$/) readonly birthDate?: string;
  @IsOptional() @IsInt() @Min(0) @Max(130) readonly ageFrom?: number;
  @IsOptional() @IsInt() @Min(0) @Max(130) readonly ageTo?: number;
  @IsOptional() @IsIn(['female', 'male', 'other']) readonly sex?: string;
  @IsOptional()
  @ValidateNested()
  @Nested(() => SoughtIdentifier)
  readonly identifier?: SoughtIdentifier;
  @IsOptional() @Matches(/^[0-9]{4}$/) readonly ssn4?: string;
  @IsOptional() @IsString() @Length(4, 40) readonly phone?: string;
  @IsOptional() @ValidateNested() @Nested(() => SoughtAddress) readonly address?: SoughtAddress;
  @IsOptional() @IsInt() @Min(1) @Max(20) readonly limit?: number;
}

export type SearchBand = 'strong' | 'likely' | 'possible';

export interface SearchReason {
  /** `name`, `birthDate`, `phone` …: what was compared, never with which value. */
  readonly element: string;
  readonly agreement: string;
  readonly weight: number;
}

/** One person found by identity-service within the scope of the search permit. No values. */
export interface Candidate {
  readonly personId: string;
  readonly weight: number;
  readonly probability: number;
  readonly band: SearchBand;
  readonly reasons: readonly SearchReason[];
  readonly recordKeys: readonly string[];
}

/** Answer of identity-service. `narrow` names what would help when too many people match. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly narrow?: readonly string[];
}
