import { Injectable } from '@nestjs/common';
import type { PublishTeam } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';

@Injectable()
export class TeamRepository {
  async save(teamId: string, team: PublishTeam, at: Date, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO team VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (team_id) DO UPDATE
          SET programme = excluded.programme, coordinators = excluded.coordinators,
              clinicians_on_shift = excluded.clinicians_on_shift, at = excluded.at`,
      [teamId, team.programme, team.coordinators, team.cliniciansOnShift, at],
    );
  }

  async isCoordinator(userId: string, programme: string, tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      'SELECT 1 FROM team WHERE programme = $2 AND $1 = ANY(coordinators)',
      [userId, programme],
    );
    return rows.length > 0;
  }
}
