import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { upsert, type Table } from './table.js';

/** What is kept of a contact: enough to know that it happened, nothing of what was said. */
export interface Activity {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly kind: string;
  readonly department: string;
  readonly labels: readonly string[];
  readonly occurredAt: string | null;
  readonly incidentNumbers: readonly string[];
}

const table: Table<Activity> = {
  name: 'activity',
  key: ['record_key'],
  columns: {
    recordKey: 'record_key',
    recordVersion: 'record_version',
    kind: 'kind',
    department: 'department',
    labels: 'labels',
    occurredAt: 'occurred_at',
    incidentNumbers: 'incident_numbers',
  },
};

@Injectable()
export class ActivityRepository {
  save(activities: readonly Activity[], tx: EntityManager): Promise<void> {
    return upsert(tx, table, activities, 'kept.record_version < excluded.record_version');
  }

  async withdraw(recordKeys: readonly string[], tx: EntityManager): Promise<void> {
    await tx.query('DELETE FROM activity WHERE record_key = ANY($1::text[])', [recordKeys]);
  }
}
