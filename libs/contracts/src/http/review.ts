import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Min } from 'class-validator';

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
  @IsString() @Length(3, 500) readonly reason!: string;
  /** As it was read: another version is another question. */
  @IsOptional() @IsInt() @Min(1) readonly reviewVersion?: number;
}

/** POST /v1/reviews/:id/undo: takes the decision back. */
export class UndoReview {
  @IsString() @Length(3, 500) readonly reason!: string;
}

/** One task in a list. Its place says what an error would cost; no number does. */
export interface ReviewItem {
  readonly reviewId: string;
  readonly reviewVersion: number;
  readonly kind: (typeof KINDS)[number];
  readonly state: (typeof STATES)[number];
  readonly personIds: readonly string[];
  /** The records that stand for the question. */
  readonly left: string;
  readonly right: string;
  readonly raisedAt: string;
  /** Who works on it now, and until when. */
  readonly claim: { readonly by: string; readonly until: string } | null;
  readonly judgementId: string | null;
}

export interface ReviewPage {
  readonly items: readonly ReviewItem[];
  /** For `after`, where there is more. */
  readonly next?: string;
}

/** What a review is about, without content: something to ask a decision about. */
export interface ReviewSubject {
  readonly reviewId: string;
  readonly personIds: readonly string[];
  readonly recordKeys: readonly string[];
}

/** Answer to a judgement: where the named records are linked, once the step is done. */
export interface Judged {
  readonly judgementId: string;
  readonly persons?: readonly {
    readonly recordKey: string;
    readonly personId: string;
    readonly confidence: 'confirmed' | 'probable';
  }[];
}
