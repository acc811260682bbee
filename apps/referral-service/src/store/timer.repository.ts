import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Timer } from '../domain/timers.js';

export interface DueTimer {
  readonly referralId: string;
  readonly timer: Timer['timer'];
  readonly end: Timer['end'];
}

@Injectable()
export class TimerRepository {
  of(referralId: string, tx: EntityManager): Promise<Timer[]> {
    return tx.query(
      `SELECT timer, step, ends_with AS "end", due_at AS "dueAt", left_over AS "left"
         FROM timer WHERE referral_id = $1 ORDER BY timer, step`,
      [referralId],
    );
  }

  async replace(referralId: string, timers: readonly Timer[], tx: EntityManager): Promise<void> {
    await tx.query('DELETE FROM timer WHERE referral_id = $1', [referralId]);
    await tx.query(
      `INSERT INTO timer
       SELECT $1, * FROM unnest($2::text[], $3::int[], $4::text[], $5::timestamptz[], $6::jsonb[])`,
      [
        referralId,
        timers.map(({ timer }) => timer),
        timers.map(({ step }) => step),
        timers.map(({ end }) => end),
        timers.map(({ dueAt }) => dueAt),
        timers.map(({ left }) => left && JSON.stringify(left)),
      ],
    );
  }

  /** Oldest first; the referral's own lock keeps two workers from firing one twice. */
  due(now: Date, atMost: number, tx: EntityManager): Promise<DueTimer[]> {
    return tx.query(
      `SELECT referral_id AS "referralId", timer, ends_with AS "end" FROM timer
        WHERE due_at <= $1 AND ends_with IN ('fire', 'release') ORDER BY due_at LIMIT $2`,
      [now, atMost],
    );
  }

  async isDue(
    { referralId, timer, end }: DueTimer,
    now: Date,
    tx: EntityManager,
  ): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM timer
        WHERE referral_id = $1 AND timer = $2 AND ends_with = $3 AND due_at <= $4`,
      [referralId, timer, end, now],
    );
    return rows.length > 0;
  }

  async drop({ referralId, timer }: DueTimer, tx: EntityManager): Promise<void> {
    await tx.query('DELETE FROM timer WHERE referral_id = $1 AND timer = $2', [referralId, timer]);
  }
}
