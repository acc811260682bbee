import { IsOptional, Matches } from 'class-validator';

const CODE = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/;

export class ServiceQuery {
  @IsOptional() @Matches(CODE) readonly need?: string;
  @IsOptional() @Matches(CODE) readonly area?: string;
}
