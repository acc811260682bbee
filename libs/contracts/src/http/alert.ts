import { IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { Instant, nullable, oneOf, Uuid, Version } from '../words.js';

/** POST /v1/alerts/:alertId/acknowledgement. */
export class AcknowledgeAlert {
  @IsUUID() readonly commandId!: string;
  @IsOptional() @IsInt() @Min(1) readonly expectedVersion?: number;
}

/** GET /v1/alerts: alerts sent to the user, each after a decision taken for this answer. */
export const AlertView = view('AlertView', {
  alertId: Uuid,
  version: Version,
  code: Type.String(),
  severity: oneOf('low', 'normal', 'high'),
  state: oneOf('raised', 'acknowledged', 'ended'),
  personId: Uuid,
  caseId: nullable(Uuid),
  raisedAt: Instant,
});
export type AlertView = ViewOf<typeof AlertView>;

/** Data of one message of GET /v1/alerts/stream: ids only; the client fetches the alert. */
export interface AlertSignal {
  readonly alertId: string;
  readonly version: number;
}
