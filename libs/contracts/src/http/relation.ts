import { IsIn, IsISO8601, IsString, Matches, MaxLength } from 'class-validator';

const WORD = /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$/;

export const OWN_RELATIONS = ['treating', 'own-case', 'counsel', 'monitor'] as const;
export type OwnRelation = (typeof OWN_RELATIONS)[number];

/** POST /v1/relations: a department's system says who works with whom, on its own record, for 90 days at most. */
export class RecordRelation {
  @IsIn(OWN_RELATIONS) readonly kind!: OwnRelation;
  @Matches(WORD) readonly userId!: string;
  @IsString() @MaxLength(200) readonly recordKey!: string;
  @IsISO8601({ strict: true }) readonly from!: string;
  @IsISO8601({ strict: true }) readonly until!: string;
}

export interface RelationView {
  readonly relationId: string;
  readonly kind: OwnRelation;
  readonly userId: string;
  readonly from: string;
  readonly until: string;
}

/** POST /v1/incidents/:incidentNo/persons: somebody met at an incident, for the users assigned to it. */
export class AttachPerson {
  @Matches(/^[0-9a-f-]{36}$/) readonly personId!: string;
}
