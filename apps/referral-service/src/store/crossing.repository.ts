import { Injectable } from '@nestjs/common';
import type { ReportHfuCrossedV1 } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';

@Injectable()
export class CrossingRepository {
  /** The newest event of each person and measure, if nothing newer was acted upon before. */
  async newer(
    events: readonly ReportHfuCrossedV1[],
    tx: EntityManager,
  ): Promise<ReportHfuCrossedV1[]> {
    const newest = new Map<string, ReportHfuCrossedV1>();
    for (const event of events) {
      const known = newest.get(keyOf(event.data));
      if (!known || known.data.version < event.data.version) newest.set(keyOf(event.data), event);
    }
    const rows = [...newest.values()].map(({ data }) => data);
    const applied: { personId: string; measure: string }[] = await tx.query(
      `INSERT INTO crossing AS kept (person_id, measure, version)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[]) AS row (person_id, measure)
        ORDER BY person_id, measure
       ON CONFLICT (person_id, measure) DO UPDATE SET version = excluded.version
        WHERE kept.version < excluded.version
       RETURNING person_id AS "personId", measure`,
      columns(rows, ['personId', 'measure', 'version']),
    );
    return applied.flatMap((row) => newest.get(keyOf(row)) ?? []);
  }
}

const keyOf = ({ personId, measure }: { personId: string; measure: string }) =>
  `${personId} ${measure}`;
