import { IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { Instant, oneOf, Uuid, Version } from '../words.js';

/** POST /v1/corrections/:correctionId/resolution, by the coordinator: the case or referral is put right. */
export class ResolveCorrection {
  @IsUUID() readonly commandId!: string;
  @IsOptional() @IsInt() @Min(1) readonly expectedVersion?: number;
  /** Whom it is about: needed where that is uncertain, one of the persons named. */
  @IsOptional() @IsUUID() readonly personId?: string;
}

/** GET /v1/corrections: what waits for the coordinator. Ids only. */
export const CorrectionView = view('CorrectionView', {
  correctionId: Uuid,
  version: Version,
  kind: oneOf('person_moved', 'person_uncertain'),
  /** Key of the case or referral, `mdt/…` or `rfrl/…`. */
  recordKey: Type.String({ pattern: '^(mdt|rfrl)/.+$' }),
  /** Whom it was, is or may be about. */
  personIds: Type.Array(Uuid),
  raisedAt: Instant,
});
export type CorrectionView = ViewOf<typeof CorrectionView>;
