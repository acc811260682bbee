import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Alert, AlertRole } from '../domain/alert.js';

const LEADS = `SELECT lead_user_id AS user_id FROM mdt_case
                WHERE case_id = $1 AND lead_user_id IS NOT NULL AND status <> 'closed'
                  AND $2::text IS NOT NULL`;
const CLINICIANS = `SELECT unnest(clinicians_on_shift) AS user_id FROM team WHERE programme = $2
                    UNION
                    SELECT user_id FROM care_team_member
                     WHERE case_id = $1 AND role = 'clinician' AND to_at IS NULL`;

/** Who is to be told now: by the case, and by who is on shift. */
@Injectable()
export class AudienceRepository {
  async of(
    role: AlertRole,
    { caseId }: Alert,
    { programme }: { readonly programme: string },
    tx: EntityManager,
  ): Promise<string[]> {
    const rows: { user_id: string }[] = await tx.query(role === 'lead' ? LEADS : CLINICIANS, [
      caseId,
      programme,
    ]);
    return rows.map(({ user_id }) => user_id);
  }
}
