import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UserFact } from '../../domain/facts.js';
import type { UserRow } from '../../domain/policy-set.js';
import { toUser, type UserAccount } from './user.mapping.js';

const HOUR_MS = 3_600_000;

/** The directory: accounts with the assignments and trainings in force. */
@Injectable()
export class UserRepository {
  /** When this instance last noted that a user is active. */
  private readonly noted = new Map<string, number>();

  async find(userId: string, tx: EntityManager): Promise<UserFact | undefined> {
    const [row]: UserAccount[] = await tx.query(
      `SELECT user_id, is_disabled, last_active_at,
              coalesce((SELECT jsonb_agg(content ORDER BY id) FROM assignment
                         WHERE assignment.user_id = account.user_id AND valid_until IS NULL), '[]') AS assignments,
              coalesce((SELECT jsonb_agg(content ORDER BY id) FROM training
                         WHERE training.user_id = account.user_id AND valid_until IS NULL), '[]') AS trainings
         FROM "user" AS account WHERE user_id = $1`,
      [userId],
    );
    return row && toUser(row);
  }

  /** Members of these teams, by their assignments in force. */
  async ofTeams(teamIds: readonly string[], tx: EntityManager): Promise<Map<string, string[]>> {
    if (teamIds.length === 0) return new Map();
    const rows: { team_id: string; user_id: string }[] = await tx.query(
      `SELECT DISTINCT team_id, user_id FROM assignment
        WHERE team_id = ANY($1::text[]) AND valid_until IS NULL`,
      [teamIds],
    );
    const members = Map.groupBy(rows, ({ team_id }) => team_id);
    return new Map([...members].map(([team, of]) => [team, of.map(({ user_id }) => user_id)]));
  }

  /** A user of a new set is active from the set's instant on; one who was active later stays so. */
  async save(users: readonly UserRow[], at: Date, by: string, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO "user" AS kept (user_id, last_active_at, recorded_at, recorded_by)
       SELECT id, active, $3::timestamptz, $4::text
         FROM unnest($1::text[], $2::timestamptz[]) AS given (id, active)
       ON CONFLICT (user_id) DO UPDATE
          SET is_disabled = false, last_active_at = greatest(kept.last_active_at, excluded.last_active_at),
              recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`,
      [users.map(({ id }) => id), users.map(({ lastActiveAt }) => lastActiveAt), at, by],
    );
    await tx.query(
      `UPDATE "user" SET is_disabled = true, recorded_at = $2, recorded_by = $3
        WHERE user_id <> ALL($1::text[]) AND NOT is_disabled`,
      [users.map(({ id }) => id), at, by],
    );
  }

  /** Whoever asked and was in good standing is active; once an hour is enough to know. */
  async wereActive(userIds: readonly string[], at: Date, tx: EntityManager): Promise<void> {
    const due = [...new Set(userIds)].filter((id) => (this.noted.get(id) ?? 0) + HOUR_MS <= +at);
    if (due.length === 0) return;
    await tx.query(
      `UPDATE "user" SET last_active_at = $2::timestamptz
        WHERE user_id = ANY($1::text[]) AND last_active_at < $2::timestamptz - interval '1 hour'`,
      [due.sort(), at],
    );
    for (const id of due) this.noted.set(id, +at);
  }
}
