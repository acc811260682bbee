import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { RelationKind } from '../../domain/vocabulary.js';

export interface RelationRow {
  readonly relation_id: string;
  readonly version: number;
  readonly kind: RelationKind;
  readonly user_id: string | null;
  readonly team_id: string | null;
  /** Only members of the team with this role. */
  readonly team_role: string | null;
  readonly person_id: string | null;
  readonly record_key: string | null;
  /** Comma-separated: `unnest` would flatten nested arrays. */
  readonly information_classes: string | null;
  readonly context: string | null;
  readonly department: string | null;
  readonly valid_from: Date;
  readonly valid_until: Date | null;
  readonly recorded_at: Date;
  readonly recorded_by: string;
  readonly reason: string;
}

/** Who is touched by a change: a user, or the members of a team. */
export type ChangedRelation = Pick<
  RelationRow,
  'kind' | 'user_id' | 'team_id' | 'person_id' | 'record_key' | 'valid_from' | 'valid_until'
>;

/** A case, referral or incident that ended; or one user's part in it. */
export interface EndedContext {
  readonly context: string;
  readonly at: Date;
  readonly user_id: string | null;
}

/** A case or referral, and whom it is about. */
export interface CorrectedContext {
  readonly context: string;
  readonly version: number;
  readonly personId: string;
  readonly isUncertain: boolean;
  readonly at: Date;
}

/** Paused while nobody can say whom its case or referral is about. */
const IN_DOUBT = 'person-uncertain';
const IS_IN_DOUBT = `kept.reason = '${IN_DOUBT}'`;

@Injectable()
export class RelationRepository {
  /** An older version changes nothing. What goes on within a case goes on from when it began; in doubt it stays paused. */
  async save(rows: readonly RelationRow[], tx: EntityManager): Promise<ChangedRelation[]> {
    if (rows.length === 0) return [];
    const newest = new Map<string, RelationRow>();
    for (const row of rows) {
      if ((newest.get(row.relation_id)?.version ?? 0) <= row.version)
        newest.set(row.relation_id, row);
    }
    return tx.query(
      `INSERT INTO relation AS kept (relation_id, version, kind, user_id, team_id, team_role,
              person_id, record_key, information_classes, context, department, valid_from,
              valid_until, recorded_at, recorded_by, reason)
       SELECT relation_id, version, kind, user_id, team_id, team_role, person_id, record_key,
              string_to_array(classes, ','), context, department, valid_from,
              valid_until, recorded_at, recorded_by, reason
         FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[],
                     $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[],
                     $12::timestamptz[], $13::timestamptz[], $14::timestamptz[], $15::text[], $16::text[])
           AS row (relation_id, version, kind, user_id, team_id, team_role, person_id, record_key,
                   classes, context, department, valid_from, valid_until, recorded_at, recorded_by, reason)
        ORDER BY relation_id
       ON CONFLICT (relation_id) DO UPDATE
          SET version = excluded.version, information_classes = excluded.information_classes,
              person_id = excluded.person_id, record_key = excluded.record_key,
              valid_from = CASE WHEN excluded.context IS NOT NULL AND kept.valid_until IS NULL
                                THEN least(kept.valid_from, excluded.valid_from)
                                ELSE excluded.valid_from END,
              valid_until = CASE WHEN ${IS_IN_DOUBT} AND excluded.valid_until IS NULL
                                 THEN kept.valid_until ELSE excluded.valid_until END,
              recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by,
              reason = CASE WHEN ${IS_IN_DOUBT} AND excluded.valid_until IS NULL
                            THEN kept.reason ELSE excluded.reason END
        WHERE kept.version < excluded.version
       RETURNING kind, user_id, team_id, person_id, record_key, valid_from, valid_until`,
      columns([...newest.values()], RELATION_COLUMNS),
    );
  }

  /** Ends what is open of these contexts. */
  async endOf(
    kinds: readonly RelationKind[],
    contexts: readonly EndedContext[],
    tx: EntityManager,
  ): Promise<ChangedRelation[]> {
    if (contexts.length === 0) return [];
    const [ended]: [ChangedRelation[], number] = await tx.query(
      `UPDATE relation AS kept
          SET valid_until = least(kept.valid_until, ended.at),
              reason = CASE WHEN ${IS_IN_DOUBT} THEN 'ended' ELSE kept.reason END
         FROM unnest($2::text[], $3::timestamptz[], $4::text[]) AS ended (context, at, user_id)
        WHERE kept.context = ended.context AND kept.kind = ANY($1::text[])
          AND (ended.user_id IS NULL OR ended.user_id = kept.user_id)
          AND (kept.valid_until IS NULL OR kept.valid_until > ended.at OR ${IS_IN_DOUBT})
       RETURNING kept.kind, kept.user_id, kept.team_id, kept.person_id, kept.record_key,
                 kept.valid_from, kept.valid_until`,
      [kinds, ...columns(contexts, ['context', 'at', 'user_id'])],
    );
    return ended;
  }

  /** Whom a case or referral is about was put right, or is in doubt: in doubt, what is open pauses. */
  async correct(
    corrected: readonly CorrectedContext[],
    recordedAt: Date,
    tx: EntityManager,
  ): Promise<ChangedRelation[]> {
    const [changed]: [ChangedRelation[], number] = await tx.query(
      `UPDATE relation AS kept
          SET person_id = said.person_id, version = said.version, recorded_at = $6,
              valid_until = CASE WHEN said.is_uncertain THEN coalesce(kept.valid_until, said.at)
                                 WHEN ${IS_IN_DOUBT} THEN NULL
                                 ELSE kept.valid_until END,
              reason = CASE WHEN said.is_uncertain AND kept.valid_until IS NULL THEN '${IN_DOUBT}'
                            WHEN NOT said.is_uncertain AND ${IS_IN_DOUBT}
                            THEN 'person-certain' ELSE kept.reason END
         FROM unnest($1::text[], $2::bigint[], $3::uuid[], $4::boolean[], $5::timestamptz[])
           AS said (context, version, person_id, is_uncertain, at)
        WHERE kept.context = said.context AND kept.person_id IS NOT NULL
          AND kept.version < said.version
       RETURNING kept.kind, kept.user_id, kept.team_id, kept.person_id, kept.record_key,
                 kept.valid_from, kept.valid_until`,
      [...columns(corrected, ['context', 'version', 'personId', 'isUncertain', 'at']), recordedAt],
    );
    return changed;
  }

  /** Users sent to an incident that is still open. */
  async assignedTo(incidentNo: string, now: Date, tx: EntityManager): Promise<RelationRow[]> {
    return tx.query(
      `SELECT * FROM relation
        WHERE context = $1 AND kind = 'incident' AND person_id IS NULL AND record_key IS NULL
          AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)
        ORDER BY relation_id`,
      [incidentNo, now],
    );
  }

  /** Relations on records that moved to another person are resolved anew. */
  async openOn(
    recordKeys: readonly string[],
    at: Date,
    tx: EntityManager,
  ): Promise<ChangedRelation[]> {
    return tx.query(
      `SELECT kind, user_id, team_id, person_id, record_key, valid_from, valid_until FROM relation
        WHERE record_key = ANY($1::text[]) AND (valid_until IS NULL OR valid_until > $2)`,
      [recordKeys, at],
    );
  }
}

const RELATION_COLUMNS: (keyof RelationRow)[] = [
  'relation_id',
  'version',
  'kind',
  'user_id',
  'team_id',
  'team_role',
  'person_id',
  'record_key',
  'information_classes',
  'context',
  'department',
  'valid_from',
  'valid_until',
  'recorded_at',
  'recorded_by',
  'reason',
];
