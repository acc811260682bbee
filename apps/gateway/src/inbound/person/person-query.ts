import { IsOptional, IsString } from 'class-validator';

export class PersonQuery {
  /** Element ids, with commas between them. */
  @IsOptional() @IsString() readonly elements?: string;
}
