import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';

export interface ReaderNotice {
  readonly decisionId: string;
  readonly userId: string;
  readonly department: string;
  readonly personId: string;
  readonly recordKeys: readonly string[];
  readonly datasets: readonly string[];
  readonly decidedAt: Date;
}

export interface KeptNotice extends ReaderNotice {
  readonly raisedAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** A person to look at again. */
export interface WrongViewCheck {
  readonly personId: string;
  readonly asked: number;
}

@Injectable()
export class ReaderNoticeRepository {
  async ask(personIds: readonly string[], dueAt: Date, tx: EntityManager): Promise<void> {
    if (personIds.length === 0) return;
    await tx.query(
      `INSERT INTO wrong_view_check AS kept (person_id, due_at)
       SELECT DISTINCT id, $2::timestamptz FROM unnest($1::uuid[]) AS id ORDER BY id
       ON CONFLICT (person_id) DO UPDATE SET asked = kept.asked + 1, due_at = excluded.due_at`,
      [personIds, dueAt],
    );
  }

  due(now: Date, atMost: number, tx: EntityManager): Promise<WrongViewCheck[]> {
    return tx.query(
      `SELECT person_id AS "personId", asked FROM wrong_view_check
        WHERE due_at <= $1 ORDER BY due_at LIMIT $2`,
      [now, atMost],
    );
  }

  /** Asked again meanwhile: the row stays for the newer question. */
  async done(checks: readonly WrongViewCheck[], tx: EntityManager): Promise<void> {
    await tx.query(
      `WITH answered AS (
         SELECT person_id FROM wrong_view_check
           JOIN unnest($1::uuid[], $2::int[]) AS given (person_id, asked) USING (person_id, asked)
          ORDER BY person_id FOR UPDATE OF wrong_view_check
       )
       DELETE FROM wrong_view_check USING answered
        WHERE wrong_view_check.person_id = answered.person_id`,
      columns(checks, ['personId', 'asked']),
    );
  }

  /** A notice that was withdrawn and is right after all counts from now on. */
  async raise(notices: readonly ReaderNotice[], at: Date, tx: EntityManager): Promise<void> {
    if (notices.length === 0) return;
    const rows = notices.map((notice) => ({
      ...notice,
      recordKeys: JSON.stringify(notice.recordKeys),
      datasets: notice.datasets.join(','),
    }));
    await tx.query(
      `INSERT INTO reader_notice AS kept (decision_id, user_id, department, person_id, record_keys,
              datasets, decided_at, raised_at)
       SELECT decision_id, user_id, department, person_id,
              ARRAY(SELECT jsonb_array_elements_text(record_keys)),
              string_to_array(datasets, ','), decided_at, $8::timestamptz
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::jsonb[], $6::text[],
                     $7::timestamptz[])
           AS row (decision_id, user_id, department, person_id, record_keys, datasets, decided_at)
        ORDER BY decision_id
       ON CONFLICT (decision_id) DO UPDATE
          SET record_keys = excluded.record_keys, datasets = excluded.datasets,
              raised_at = CASE WHEN kept.withdrawn_at IS NULL THEN kept.raised_at
                               ELSE excluded.raised_at END,
              acknowledged_at = CASE WHEN kept.withdrawn_at IS NULL THEN kept.acknowledged_at END,
              withdrawn_at = NULL`,
      [
        ...columns(rows, ['decisionId', 'userId', 'department', 'personId']),
        ...columns(rows, ['recordKeys', 'datasets', 'decidedAt']),
        at,
      ],
    );
  }

  /** Of these persons only what was found again stands. */
  async withdrawOthers(
    personIds: readonly string[],
    foundIds: readonly string[],
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    await tx.query(
      `UPDATE reader_notice SET withdrawn_at = $3
        WHERE person_id = ANY($1::uuid[]) AND NOT decision_id = ANY($2::uuid[])
          AND withdrawn_at IS NULL`,
      [personIds, foundIds, at],
    );
  }

  ofUser(userId: string, tx: EntityManager): Promise<KeptNotice[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM reader_notice WHERE user_id = $1 ORDER BY decided_at, decision_id`,
      [userId],
    );
  }

  /** Taken note of once; answers whether it is this user's. */
  async acknowledge(
    decisionId: string,
    userId: string,
    at: Date,
    tx: EntityManager,
  ): Promise<boolean> {
    const [rows]: [unknown[], number] = await tx.query(
      `UPDATE reader_notice SET acknowledged_at = coalesce(acknowledged_at, $3)
        WHERE decision_id = $1 AND user_id = $2 RETURNING 1`,
      [decisionId, userId, at],
    );
    return rows.length > 0;
  }
}

const COLUMNS = `decision_id AS "decisionId", user_id AS "userId", department,
  person_id AS "personId", record_keys AS "recordKeys", datasets, decided_at AS "decidedAt",
  raised_at AS "raisedAt", acknowledged_at AS "acknowledgedAt", withdrawn_at AS "withdrawnAt"`;
