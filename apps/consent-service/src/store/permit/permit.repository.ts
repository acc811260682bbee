import { Injectable } from '@nestjs/common';
import { Refused, type PermitRecords } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';

/** Records of permits that are too long for a header. */
@Injectable()
export class PermitRepository {
  /** Only the service it was made out for finds it. */
  async get(
    permitId: string,
    audience: string,
    now: Date,
    tx: EntityManager,
  ): Promise<PermitRecords> {
    const [row]: { records: PermitRecords }[] = await tx.query(
      `SELECT permit.records FROM permit JOIN decision USING (decision_id)
        WHERE permit_id = $1 AND audience = $2 AND decision.valid_until > $3`,
      [permitId, audience, now],
    );
    if (!row) throw new Refused('NOT_FOUND', 'There is no such permit.');
    return row.records;
  }
}
