import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Min } from 'class-validator';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { Instant, nullable, oneOf, RecordKey, Uuid, Version } from '../words.js';
import { JudgementView } from './judgement.js';

const KINDS = [
  'judgement-conflict',
  'twins',
  'identifier-conflict',
  'oversize',
  'left-person',
  'close-call',
] as const;
const STATES = ['open', 'same', 'different', 'unsure', 'overtaken'] as const;
const VERDICTS = ['same', 'different', 'unsure'] as const;

/** GET /v1/reviews: the dearest error first. */
export class ReviewQuery {
  @IsOptional() @IsIn(KINDS) readonly kind?: (typeof KINDS)[number];
  /** `open` unless told otherwise. */
  @IsOptional() @IsIn(STATES) readonly state?: (typeof STATES)[number];
  /** Last review of the page before. */
  @IsOptional() @IsUUID() readonly after?: string;
  /** 20 unless told otherwise, 100 at most. */
  @IsOptional() @Matches(/^([1-9][0-9]?|100)$/) readonly limit?: string;
}

/** GET /v1/reviews/:id: blind unless the weights are asked for, and that is recorded. */
export class ReviewWeights {
  @IsOptional() @IsIn(['true', 'false']) readonly weights?: 'true' | 'false';
}

/** POST /v1/reviews/:id/decision: by who has claimed it. */
export class DecideReview {
  @IsIn(VERDICTS) readonly verdict!: (typeof VERDICTS)[number];
  @IsString() @Length(3, 500) @Matches(/\S/) readonly reason!: string;
  /** As it was read: another version is another question. */
  @IsOptional() @IsInt() @Min(1) readonly reviewVersion?: number;
}

/** POST /v1/reviews/:id/undo: takes the decision back. */
export class UndoReview {
  @IsString() @Length(3, 500) @Matches(/\S/) readonly reason!: string;
}

/** One task in a list. Its place says what an error would cost; no number does. */
export const ReviewItem = view('ReviewItem', {
  reviewId: Uuid,
  reviewVersion: Version,
  kind: oneOf(...KINDS),
  state: oneOf(...STATES),
  personIds: Type.Array(Uuid),
  /** The records that stand for the question. */
  left: RecordKey,
  right: RecordKey,
  raisedAt: Instant,
  /** Who works on it now, and until when. */
  claim: nullable(Type.Object({ by: Type.String(), until: Instant })),
  judgementId: nullable(Uuid),
});
export type ReviewItem = ViewOf<typeof ReviewItem>;

export const ReviewPage = view('ReviewPage', {
  items: Type.Array(ReviewItem),
  /** For `after`, where there is more. */
  next: Type.Optional(Uuid),
});
export type ReviewPage = ViewOf<typeof ReviewPage>;

/** A number of the links, in bits: there only for who asked for the weights. */
const Weight = Type.Optional(Type.Number());

/** GET /v1/reviews/:reviewId: the task with all that helps to decide it, from records the user may see alone. */
export const ReviewDetail = view('ReviewDetail', {
  ...ReviewItem.properties,
  /** What agrees, and what keeps the two apart; null where one of them has been withdrawn. */
  pair: nullable(
    Type.Object({
      whyNot: Type.String(),
      parts: Type.Array(
        Type.Object({
          element: Type.String(),
          agreement: Type.String(),
          weight: Weight,
          rarity: Weight,
        }),
      ),
      modelId: Type.Optional(Type.String()),
      epochId: Type.Optional(Type.String()),
      prior: Weight,
      /** For namesakes of one home: what takes the place of the sum. */
      replacedBy: Weight,
      weight: Weight,
    }),
  ),
  /** How each person came about, in the order of the unions. */
  persons: Type.Array(
    Type.Object({
      personId: Uuid,
      modelId: Type.String(),
      epochId: Type.String(),
      confirmed: Type.Array(RecordKey),
      probable: Type.Array(RecordKey),
      unions: Type.Array(
        Type.Object({
          left: RecordKey,
          right: RecordKey,
          by: oneOf('judgement', 'edge'),
          /** Records on each side. */
          sizes: Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }),
          weight: Weight,
          mean: Weight,
        }),
      ),
      judgements: Type.Array(JudgementView),
    }),
  ),
  /** That name one of the two records. */
  judgements: Type.Array(JudgementView),
  /** Probability of an error × records that would move. */
  priority: Weight,
});
export type ReviewDetail = ViewOf<typeof ReviewDetail>;

/** What a review is about, without content: something to ask a decision about. */
export interface ReviewSubject {
  readonly reviewId: string;
  readonly personIds: readonly string[];
  readonly recordKeys: readonly string[];
}
