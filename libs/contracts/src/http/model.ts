import { IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';

/** POST /v1/models/train: learns a model from all present records. */
export class TrainModel {
  /** Of the random pairs; 7 unless told otherwise. */
  @IsOptional() @IsInt() @Min(0) @Max(2_147_483_647) readonly seed?: number;
}

/** POST /v1/models/:modelId/compare: what the model would change with these frequencies. */
export class CompareModel {
  @IsString() @Length(1, 40) readonly epochId!: string;
}

/** POST /v1/models/:modelId/activate: after somebody has read the comparison. */
export class ActivateModel {
  @IsUUID() readonly comparisonId!: string;
}
