import { IsInt, IsUUID, Min } from 'class-validator';

/** POST /v1/alerts/:alertId/acknowledgement. */
export class AcknowledgeAlert {
  @IsUUID() readonly commandId!: string;
  @IsInt() @Min(1) readonly expectedVersion!: number;
}

/** GET /v1/alerts: alerts sent to the user, each after a decision taken for this answer. */
export interface AlertView {
  readonly alertId: string;
  readonly version: number;
  readonly code: string;
  readonly severity: 'low' | 'normal' | 'high';
  readonly state: 'raised' | 'acknowledged' | 'ended';
  readonly personId: string;
  readonly caseId: string | null;
  readonly raisedAt: string;
}

/** Data of one message of GET /v1/alerts/stream: ids only; the client fetches the alert. */
export interface AlertSignal {
  readonly alertId: string;
  readonly version: number;
}
