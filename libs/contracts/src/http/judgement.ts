import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsString,
  Length,
  Matches,
} from 'class-validator';

const RECORD_KEY = /^[^/]+\/[^/]+\/.+$/;

/** POST /v1/judgements: what a human says of records. Un-linking is `different` between the parts. */
export class JudgeRecords {
  @IsIn(['same', 'different', 'unsure']) readonly verdict!: 'same' | 'different' | 'unsure';
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(RECORD_KEY, { each: true })
  @Length(5, 200, { each: true })
  readonly left!: string[];
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(RECORD_KEY, { each: true })
  @Length(5, 200, { each: true })
  readonly right!: string[];
  @IsString() @Length(3, 500) readonly reason!: string;
}

/** POST /v1/judgements/:judgementId/revoke */
export class RevokeJudgement {
  @IsString() @Length(3, 500) readonly reason!: string;
}

/** POST /v1/explanations/pair: two records that stand in the permit. */
export class ExplainPair {
  @Matches(RECORD_KEY) @Length(5, 200) readonly left!: string;
  @Matches(RECORD_KEY) @Length(5, 200) readonly right!: string;
}

/** Records that a judgement names: something to ask a decision about. */
export interface JudgementSubject {
  readonly recordKeys: readonly string[];
}

/** GET /v1/judgements: what has been said of a record, and taken back. */
export class JudgementQuery {
  @Matches(RECORD_KEY) @Length(5, 200) readonly record!: string;
}
