import { Injectable } from '@nestjs/common';
import { Refused, type ReferralStep } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import { OPEN_STATES } from '../domain/referral-rules.js';
import type { Taken } from '../domain/referral-step.js';
import type { Referral } from '../domain/referral.js';
import { listOf, upsert, type Table } from './table.js';

const table: Table<Referral> = {
  name: 'referral',
  key: ['referral_id'],
  columns: {
    referralId: 'referral_id',
    version: 'version',
    state: 'state',
    personId: 'person_id',
    anchorRecordKey: 'anchor_record_key',
    isPersonUncertain: 'is_person_uncertain',
    caseId: 'case_id',
    serviceId: 'service_id',
    department: 'department',
    labels: 'labels',
    needCategory: 'need_category',
    urgency: 'urgency',
    door: 'door',
    senderUserId: 'sender_user_id',
    receiverUserId: 'receiver_user_id',
    discloses: 'discloses',
    purpose: 'purpose',
    decisionId: 'decision_id',
    draftedAt: 'drafted_at',
    sentAt: 'sent_at',
    acknowledgedAt: 'acknowledged_at',
    acceptedAt: 'accepted_at',
    stateSince: 'state_since',
    at: 'at',
    reasonCode: 'reason_code',
    reviewFrom: 'review_from',
    holdResumeTo: 'hold_resume_to',
    holdReason: 'hold_reason',
    cancelResumeTo: 'cancel_resume_to',
    holdMinutes: 'hold_minutes',
    appointment: 'appointment',
    outcome: 'outcome',
    voidProposedBy: 'void_proposed_by',
    chainId: 'chain_id',
    reroutedFrom: 'rerouted_from',
  },
};
const SELECT = `SELECT ${listOf(table)} FROM referral`;
const OPEN = `state = ANY('{${OPEN_STATES.join(',')}}')`;
const SENT_AND_OPEN = `${OPEN} AND state <> 'draft'`;

@Injectable()
export class ReferralRepository {
  async lock(referralId: string, tx: EntityManager): Promise<Referral> {
    const [row]: Referral[] = await tx.query(`${SELECT} WHERE referral_id = $1 FOR UPDATE`, [
      referralId,
    ]);
    if (!row) throw new Refused('NOT_FOUND', 'There is no such referral.');
    return row;
  }

  find(referralIds: readonly string[], tx: EntityManager): Promise<Referral[]> {
    return tx.query(`${SELECT} WHERE referral_id = ANY($1::uuid[]) ORDER BY referral_id`, [
      referralIds,
    ]);
  }

  lockOpenOfPersons(personIds: readonly string[], tx: EntityManager): Promise<Referral[]> {
    return tx.query(
      `${SELECT} WHERE person_id = ANY($1::uuid[]) AND ${OPEN} ORDER BY referral_id FOR UPDATE`,
      [personIds],
    );
  }

  lockOpenOfService(serviceId: string, tx: EntityManager): Promise<Referral[]> {
    return tx.query(
      `${SELECT} WHERE service_id = $1 AND state IN ('sent', 'waitlisted')
        ORDER BY referral_id FOR UPDATE`,
      [serviceId],
    );
  }

  /** Two taps on two telephones: the second waits here for the first. */
  async hasDuplicate(referral: Referral, tx: EntityManager): Promise<boolean> {
    const { personId, anchorRecordKey, serviceId, referralId } = referral;
    const who = personId ?? anchorRecordKey;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `${who} ${serviceId}`,
    ]);
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM referral
        WHERE service_id = $1 AND referral_id <> $2 AND ${SENT_AND_OPEN}
          AND (person_id = $3 OR (person_id IS NULL AND anchor_record_key = $4)) LIMIT 1`,
      [serviceId, referralId, personId, anchorRecordKey],
    );
    return rows.length > 0;
  }

  /** Referrals a user sends or answers for. */
  async idsOf(userId: string, tx: EntityManager): Promise<string[]> {
    const rows: { referral_id: string }[] = await tx.query(
      `SELECT referral_id FROM referral WHERE sender_user_id = $1 AND state <> 'draft'
       UNION SELECT referral_id FROM referral WHERE receiver_user_id = $1
       UNION SELECT referral_id FROM referral JOIN service USING (service_id)
              WHERE $1 = ANY(service.staff) AND state <> 'draft'
       ORDER BY referral_id`,
      [userId],
    );
    return rows.map(({ referral_id }) => referral_id);
  }

  async create(referral: Referral, tx: EntityManager): Promise<void> {
    await upsert(tx, table, [referral]);
    await tx.query(
      `INSERT INTO referral_transition (referral_id, version, rule, to_state, at, actor_role, user_id)
       VALUES ($1, 1, 'R01', 'draft', $2, 'S', $3)`,
      [referral.referralId, referral.at, referral.senderUserId],
    );
  }

  async save(taken: Taken, userId: string | null, tx: EntityManager): Promise<void> {
    const { before, after, rule, actor, at, reasonCode } = taken;
    await upsert(tx, table, [after]);
    await tx.query(
      `INSERT INTO referral_transition
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb, $11::jsonb)`,
      [
        ...[after.referralId, after.version, rule.id, before.state, after.state, at, actor, userId],
        reasonCode,
        after.appointment,
        after.outcome,
      ],
    );
  }

  history(referralId: string, tx: EntityManager): Promise<ReferralStep[]> {
    return tx.query(
      `SELECT version, rule, coalesce(from_state, '') AS "from", to_state AS "to",
              to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
              actor_role AS "actorRole", reason_code AS "reasonCode"
         FROM referral_transition WHERE referral_id = $1 ORDER BY version`,
      [referralId],
    );
  }
}
