import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import Type from 'typebox';
import { AsOf } from './person.js';
import { view, type ViewOf } from '../view.js';
import { Confidence, Instant, nullable, oneOf, RecordKey, Uuid } from '../words.js';

const KEY = /^[^/]+\/[^/]+\/.+$/;

/** POST /v1/judgements: what a human says of records. Un-linking is `different` between the parts. */
export class JudgeRecords {
  @IsIn(['same', 'different', 'unsure']) readonly verdict!: 'same' | 'different' | 'unsure';
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(KEY, { each: true })
  @Length(5, 200, { each: true })
  readonly left!: string[];
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(200)
  @Matches(KEY, { each: true })
  @Length(5, 200, { each: true })
  readonly right!: string[];
  @IsString() @Length(3, 500) @Matches(/\S/) readonly reason!: string;
}

/** POST /v1/judgements/:judgementId/revoke */
export class RevokeJudgement {
  @IsString() @Length(3, 500) @Matches(/\S/) readonly reason!: string;
}

/** POST /v1/explanations/pair: two records that the reader may see. */
export class ExplainPair extends AsOf {
  @Matches(KEY) @Length(5, 200) readonly left!: string;
  @Matches(KEY) @Length(5, 200) readonly right!: string;
}

/** Records that a judgement names: something to ask a decision about. */
export interface JudgementSubject {
  readonly recordKeys: readonly string[];
}

/** Whose two records are: something to ask a decision about. */
export interface PairSubject {
  readonly personIds: readonly string[];
}

export class JudgementQuery {
  @Matches(KEY) @Length(5, 200) readonly record!: string;
}

/** What a human, or a source of itself, said of records. */
export const JudgementView = view('JudgementView', {
  judgementId: Uuid,
  verdict: oneOf('same', 'different', 'unsure'),
  left: Type.Array(RecordKey),
  right: Type.Array(RecordKey),
  actor: Type.String(),
  actorKind: oneOf('user', 'source'),
  reason: Type.String(),
  at: Instant,
  revokedAt: nullable(Instant),
});
export type JudgementView = ViewOf<typeof JudgementView>;

/** GET /v1/judgements?record=: what has been said of a record, and taken back; oldest first. */
export const JudgementList = view('JudgementList', { items: Type.Array(JudgementView) });
export type JudgementList = ViewOf<typeof JudgementList>;

/** Answer to a judgement: where the named records are linked, once the step is done. */
export const Judged = view('Judged', {
  judgementId: Uuid,
  persons: Type.Optional(
    Type.Array(Type.Object({ recordKey: RecordKey, personId: Uuid, confidence: Confidence })),
  ),
});
export type Judged = ViewOf<typeof Judged>;
