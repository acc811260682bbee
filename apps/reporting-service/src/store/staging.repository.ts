import { Injectable } from '@nestjs/common';
import type { Event } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import { columns, cutOut, endToEnd } from '@continuum/service-kit';
import { columnNames, givenRows, givenValues } from './bulk.js';
import type { Load } from './load.repository.js';

export interface StagedVersion {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly kind: string;
  readonly status: 'valid' | 'voided';
  /** JSON of the activity; null for a voided version. */
  readonly data: string | null;
}

type VersionId = Pick<StagedVersion, 'recordKey' | 'recordVersion'>;

/** Versions as a relation `given`; their data lie end to end in $7. */
const GIVEN = `
  (SELECT record_key, record_version, kind, status, ${cutOut('$7', 'data_at', 'data_length')}::json AS data
     FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[], $6::int[])
       AS sent (record_key, record_version, kind, status, data_at, data_length)) AS given`;

const givenVersions = (versions: readonly StagedVersion[]): unknown[] => [
  ...columns(versions, ['recordKey', 'recordVersion', 'kind', 'status']),
  ...endToEnd(versions.map(({ data }) => data)),
];

const eventColumns = {
  eventId: 'uuid',
  type: 'text',
  key: 'text',
  version: 'int',
  occurredAt: 'timestamptz',
  department: 'text',
  labels: 'text[]',
  data: 'json',
} as const;

/** Everything as it came, append only: facts can be built from it again. */
@Injectable()
export class StagingRepository {
  /** Which versions were new, and are the newest of their record. */
  async append(versions: readonly StagedVersion[], { loadKey }: Load, tx: EntityManager) {
    const added: VersionId[] = await tx.query(
      `INSERT INTO staging.activity_version (record_key, record_version, kind, status, data, load_key)
       SELECT given.*, $8::bigint FROM ${GIVEN}
       ON CONFLICT DO NOTHING
       RETURNING record_key AS "recordKey", record_version AS "recordVersion"`,
      [...givenVersions(versions), loadKey],
    );
    const newest = await this.newestOf(added, tx);
    const isAdded = new Set(added.map(idOf));
    const current = new Set(newest.map(idOf).filter((id) => isAdded.has(id)));
    const repeated = versions.filter((version) => !isAdded.has(idOf(version)));
    return { current, conflicts: await this.conflictsOf(repeated, tx) };
  }

  async keep(events: readonly Event<unknown>[], tx: EntityManager): Promise<void> {
    const rows = events.map(({ id, type, key, version, time, department, labels, data }) => ({
      eventId: id,
      type,
      key,
      version,
      occurredAt: time,
      department: department ?? null,
      labels,
      data: JSON.stringify(data),
    }));
    await tx.query(
      `INSERT INTO staging.other_event (${columnNames(eventColumns)})
       SELECT * FROM ${givenRows(eventColumns)} ON CONFLICT DO NOTHING`,
      givenValues<(typeof rows)[number]>(eventColumns, rows),
    );
  }

  private async newestOf(added: readonly VersionId[], tx: EntityManager): Promise<VersionId[]> {
    return tx.query(
      `SELECT DISTINCT ON (record_key) record_key AS "recordKey", record_version AS "recordVersion"
         FROM staging.activity_version WHERE record_key = ANY($1::text[])
        ORDER BY record_key, record_version DESC`,
      [added.map(({ recordKey }) => recordKey)],
    );
  }

  /** The same version with other content: one of the two is wrong, and nobody here can say which. */
  private async conflictsOf(repeated: readonly StagedVersion[], tx: EntityManager) {
    if (repeated.length === 0) return new Set<string>();
    const rows: VersionId[] = await tx.query(
      `SELECT kept.record_key AS "recordKey", kept.record_version AS "recordVersion"
         FROM ${GIVEN}
         JOIN staging.activity_version kept USING (record_key, record_version)
        WHERE kept.data::jsonb IS DISTINCT FROM given.data::jsonb`,
      givenVersions(repeated),
    );
    return new Set(rows.map(idOf));
  }
}

/** Names one version of one record. */
export const idOf = ({ recordKey, recordVersion }: VersionId) => `${recordKey} ${recordVersion}`;
