import { IsInt, IsOptional, IsUUID, Min } from 'class-validator';

/** POST /v1/corrections/:correctionId/resolution, by the coordinator: the case or referral is put right. */
export class ResolveCorrection {
  @IsUUID() readonly commandId!: string;
  @IsInt() @Min(1) readonly expectedVersion!: number;
  /** Whom it is about: needed where that is uncertain, one of the persons named. */
  @IsOptional() @IsUUID() readonly personId?: string;
}

/** GET /v1/corrections: what waits for the coordinator. Ids only. */
export interface CorrectionView {
  readonly correctionId: string;
  readonly version: number;
  readonly kind: 'person_moved' | 'person_uncertain';
  /** Key of the case or referral, `mdt/…` or `rfrl/…`. */
  readonly recordKey: string;
  /** Whom it was, is or may be about. */
  readonly personIds: readonly string[];
  readonly raisedAt: string;
}
