import { IsInt, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { nullable, oneOf, Uuid } from '../words.js';

/** POST /v1/models/train: learns a model from all present records. */
export class TrainModel {
  /** Of the random pairs: the same records and seed make the same model. */
  @IsInt() @Min(0) @Max(2_147_483_647) readonly seed!: number;
}

/** POST /v1/models/:modelId/compare: what the model would change with these frequencies. */
export class CompareModel {
  @IsString() @Length(1, 40) readonly epochId!: string;
}

/** POST /v1/models/:modelId/activate: after somebody has read the comparison. */
export class ActivateModel {
  @IsUUID() readonly comparisonId!: string;
}

/** A model with the frequencies it is used with: both are immutable and named by what they say. */
const pair = { modelId: Type.String(), epochId: Type.String() };
const JobState = oneOf('running', 'done', 'failed');
const count = Type.Integer({ minimum: 0 });

export const ModelPair = view('ModelPair', pair);
export type ModelPair = ViewOf<typeof ModelPair>;

/** GET /v1/models/active */
export const ActiveModel = view('ActiveModel', {
  ...pair,
  /** Everything is grouped under it: no activation is under way. */
  isSettled: Type.Boolean(),
});
export type ActiveModel = ViewOf<typeof ActiveModel>;

/** Answer to train. */
export const TrainingBegun = view('TrainingBegun', { trainingId: Uuid });
export type TrainingBegun = ViewOf<typeof TrainingBegun>;

/** Answer to compare. */
export const ComparisonBegun = view('ComparisonBegun', { comparisonId: Uuid });
export type ComparisonBegun = ViewOf<typeof ComparisonBegun>;

/** GET /v1/models/trainings/:trainingId */
export const TrainingView = view('TrainingView', {
  trainingId: Uuid,
  state: JobState,
  seed: count,
  records: nullable(count),
  modelId: nullable(Type.String()),
  epochId: nullable(Type.String()),
});
export type TrainingView = ViewOf<typeof TrainingView>;

/** GET /v1/models/comparisons/:comparisonId: how many of each would change; nobody is named. */
export const ComparisonView = view('ComparisonView', {
  comparisonId: Uuid,
  state: JobState,
  from: ModelPair,
  to: ModelPair,
  figures: nullable(
    Type.Object({
      records: count,
      personsBefore: count,
      personsAfter: count,
      personsUnchanged: count,
      personsMerged: count,
      personsSplit: count,
      recordsMoved: count,
      nowConfirmed: count,
      nowProbable: count,
      judgementsContradicted: count,
    }),
  ),
});
export type ComparisonView = ViewOf<typeof ComparisonView>;
