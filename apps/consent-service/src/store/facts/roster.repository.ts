import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';

export interface RosterRow {
  readonly case_id: string;
  readonly team_id: string;
  readonly version: number;
  readonly programme: string;
  readonly legal_mode: string;
  readonly person_id: string | null;
  readonly record_key: string | null;
  readonly homeless_evidence_on: string | null;
  readonly homeless_evidence_source: string | null;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
}

/** People whom a team works with, one entry per case. */
@Injectable()
export class RosterRepository {
  /** The team's relation decides whether the entry counts: here only whose it is changes. */
  async correct(
    corrected: readonly {
      readonly context: string;
      readonly version: number;
      readonly personId: string;
    }[],
    tx: EntityManager,
  ): Promise<void> {
    await tx.query(
      `UPDATE roster_entry AS kept SET person_id = said.person_id, version = said.version
         FROM unnest($1::text[], $2::bigint[], $3::uuid[]) AS said (context, version, person_id)
        WHERE kept.case_id = said.context AND kept.person_id IS NOT NULL
          AND kept.version < said.version`,
      columns(corrected, ['context', 'version', 'personId']),
    );
  }

  /** An older version changes nothing; evidence stays until newer is sent. */
  async save(rows: readonly RosterRow[], tx: EntityManager): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO roster_entry AS kept (case_id, team_id, version, programme, legal_mode, person_id, record_key,
              homeless_evidence_on, homeless_evidence_source, opened_at, closed_at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::uuid[],
                            $7::text[], $8::date[], $9::text[], $10::timestamptz[], $11::timestamptz[])
       ON CONFLICT (case_id, team_id) DO UPDATE
          SET version = excluded.version, person_id = excluded.person_id,
              record_key = excluded.record_key, closed_at = excluded.closed_at,
              homeless_evidence_on = coalesce(excluded.homeless_evidence_on, kept.homeless_evidence_on),
              homeless_evidence_source =
                coalesce(excluded.homeless_evidence_source, kept.homeless_evidence_source)
        WHERE kept.version < excluded.version`,
      columns(rows, [
        'case_id',
        'team_id',
        'version',
        'programme',
        'legal_mode',
        'person_id',
        'record_key',
        'homeless_evidence_on',
        'homeless_evidence_source',
        'opened_at',
        'closed_at',
      ]),
    );
  }
}
