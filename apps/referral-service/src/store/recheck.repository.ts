import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { OPEN_STATES } from '../domain/referral-rules.js';

const OPEN = `state = ANY('{${OPEN_STATES.join(',')}}') AND decision_id IS NOT NULL`;

export interface Recheck {
  readonly referralId: string;
  readonly asked: number;
}

/** Referrals whose disclosure has to be decided again. */
@Injectable()
export class RecheckRepository {
  ofPersons(
    personIds: readonly string[],
    recordKeys: readonly string[],
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    const where = 'AND (person_id = ANY($2::uuid[]) OR anchor_record_key = ANY($3::text[]))';
    return tx.query(ask(where), [at, personIds, recordKeys]);
  }

  /** What these users sent about these persons and is held for want of a decision. */
  async ofSenders(
    related: readonly { readonly userId: string; readonly personId: string }[],
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    if (related.length === 0) return;
    const where = `AND state = 'on_hold' AND hold_reason = 'consent_revoked'
                   AND (sender_user_id, person_id) IN (SELECT * FROM unnest($2::text[], $3::uuid[]))`;
    await tx.query(ask(where), [at, ...columns(related, ['userId', 'personId'])]);
  }

  of(referralIds: readonly string[], at: Date, tx: EntityManager): Promise<void> {
    return tx.query(ask('AND referral_id = ANY($2::uuid[])'), [at, referralIds]);
  }

  ofEverybody(at: Date, tx: EntityManager): Promise<void> {
    return tx.query(ask(''), [at]);
  }

  due(now: Date, atMost: number, tx: EntityManager): Promise<Recheck[]> {
    return tx.query(
      `SELECT referral_id AS "referralId", asked FROM recheck
        WHERE due_at <= $1 ORDER BY due_at LIMIT $2`,
      [now, atMost],
    );
  }

  /** Asked again meanwhile: the row stays for the newer question. */
  async done({ referralId, asked }: Recheck, tx: EntityManager): Promise<void> {
    await tx.query('DELETE FROM recheck WHERE referral_id = $1 AND asked = $2', [
      referralId,
      asked,
    ]);
  }
}

const ask = (where: string) =>
  `INSERT INTO recheck AS kept (referral_id, due_at)
   SELECT referral_id, $1 FROM referral WHERE ${OPEN} ${where} ORDER BY referral_id
   ON CONFLICT (referral_id) DO UPDATE SET asked = kept.asked + 1, due_at = excluded.due_at`;
