import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface CareTeamMember {
  readonly caseId: string;
  readonly userId: string;
  readonly role: string;
  readonly informationClasses: readonly string[];
  readonly fromAt: Date;
  readonly toAt: Date | null;
}

const SELECT = `SELECT case_id AS "caseId", user_id AS "userId", role, from_at AS "fromAt",
                       to_at AS "toAt", information_classes AS "informationClasses"
                  FROM care_team_member`;

@Injectable()
export class CareTeamRepository {
  current(caseIds: readonly string[], tx: EntityManager): Promise<CareTeamMember[]> {
    return tx.query(
      `${SELECT} WHERE case_id = ANY($1::uuid[]) AND to_at IS NULL ORDER BY case_id, role, user_id`,
      [caseIds],
    );
  }

  async lastLead(caseId: string, tx: EntityManager): Promise<CareTeamMember | undefined> {
    const [member]: CareTeamMember[] = await tx.query(
      `${SELECT} WHERE case_id = $1 AND role = 'lead' ORDER BY from_at DESC LIMIT 1`,
      [caseId],
    );
    return member;
  }

  async join(member: CareTeamMember, tx: EntityManager): Promise<void> {
    const { caseId, userId, role, informationClasses, fromAt } = member;
    await tx.query(
      `INSERT INTO care_team_member (case_id, user_id, role, information_classes, from_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [caseId, userId, role, informationClasses, fromAt],
    );
  }

  /** Those who left: of one role, or all when the case ends. */
  leave(
    who: { readonly caseId: string; readonly userId?: string; readonly role?: string },
    at: Date,
    tx: EntityManager,
  ): Promise<CareTeamMember[]> {
    return tx
      .query(
        `UPDATE care_team_member SET to_at = $4
          WHERE case_id = $1 AND to_at IS NULL
            AND ($2::text IS NULL OR user_id = $2) AND ($3::text IS NULL OR role = $3)
        RETURNING case_id AS "caseId", user_id AS "userId", role, from_at AS "fromAt",
                  to_at AS "toAt", information_classes AS "informationClasses"`,
        [who.caseId, who.userId ?? null, who.role ?? null, at],
      )
      .then(([rows]: [CareTeamMember[], number]) => rows);
  }

  async logContact(
    contact: {
      readonly contactId: string;
      readonly caseId: string;
      readonly contactedAt: Date;
      readonly method: string;
      readonly result: string;
      readonly userId: string;
    },
    tx: EntityManager,
  ): Promise<void> {
    const { contactId, caseId, contactedAt, method, result, userId } = contact;
    await tx.query('INSERT INTO contact VALUES ($1, $2, $3, $4, $5, $6)', [
      contactId,
      caseId,
      contactedAt,
      method,
      result,
      userId,
    ]);
  }

  async lastContacts(caseIds: readonly string[], tx: EntityManager): Promise<Map<string, Date>> {
    const rows: { caseId: string; at: Date }[] = await tx.query(
      `SELECT case_id AS "caseId", max(contacted_at) AS at FROM contact
        WHERE case_id = ANY($1::uuid[]) GROUP BY case_id`,
      [caseIds],
    );
    return new Map(rows.map(({ caseId, at }) => [caseId, at]));
  }
}
