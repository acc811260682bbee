import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Alert, AlertRole } from '../domain/alert.js';
import { listOf, upsert, type Table } from './table.js';

const table: Table<Alert> = {
  name: 'alert',
  key: ['alert_id'],
  columns: {
    alertId: 'alert_id',
    version: 'version',
    code: 'code',
    episode: 'episode',
    personId: 'person_id',
    anchorRecordKey: 'anchor_record_key',
    isPersonUncertain: 'is_person_uncertain',
    caseId: 'case_id',
    state: 'state',
    raisedAt: 'raised_at',
    at: 'at',
  },
};
const SELECT = `SELECT ${listOf(table)} FROM alert`;

export interface Recipient {
  readonly alertId: string;
  readonly userId: string;
  readonly role: AlertRole;
}

export interface PendingDelivery extends Recipient {
  readonly attempts: number;
}

export interface SentAlert extends Alert {
  readonly role: AlertRole;
}

@Injectable()
export class AlertRepository {
  async lock(alertId: string, tx: EntityManager): Promise<Alert> {
    const [alert]: Alert[] = await tx.query(`${SELECT} WHERE alert_id = $1 FOR UPDATE`, [alertId]);
    if (!alert) throw new Refused('NOT_FOUND', 'There is no such alert.');
    return alert;
  }

  async ofPersons(personIds: readonly string[], tx: EntityManager): Promise<Map<string, Alert[]>> {
    const rows: Alert[] = await tx.query(
      `${SELECT} WHERE person_id = ANY($1::uuid[]) ORDER BY alert_id FOR UPDATE`,
      [personIds],
    );
    return Map.groupBy(rows, ({ personId }) => personId ?? '');
  }

  save(alerts: readonly Alert[], tx: EntityManager): Promise<void> {
    return upsert(tx, table, alerts);
  }

  async address(recipients: readonly Recipient[], at: Date, tx: EntityManager): Promise<void> {
    if (recipients.length === 0) return;
    await tx.query(
      `INSERT INTO delivery (alert_id, user_id, role, channel, result, attempts, next_at)
       SELECT alert_id, user_id, role, 'stream', 'pending', 0, $4
         FROM unnest($1::uuid[], $2::text[], $3::text[]) AS row (alert_id, user_id, role)
       ON CONFLICT DO NOTHING`,
      [...columns(recipients, ['alertId', 'userId', 'role']), at],
    );
  }

  /** Alerts that still say something, whose recipients wait for a decision. */
  pending(now: Date, atMost: number, tx: EntityManager): Promise<PendingDelivery[]> {
    return tx.query(
      `SELECT alert_id AS "alertId", user_id AS "userId", role, attempts
         FROM delivery JOIN alert USING (alert_id)
        WHERE result = 'pending' AND next_at <= $1 AND alert.state <> 'ended'
        ORDER BY next_at LIMIT $2`,
      [now, atMost],
    );
  }

  /** One worker at a time gives positions out. */
  async lockDeliveries(tx: EntityManager): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('delivery', 3))`);
  }

  /** The position is drawn under the worker's lock: what has a lower one was committed earlier. */
  async markSent(
    { alertId, userId }: Recipient,
    sent: { readonly decisionId: string; readonly at: Date },
    tx: EntityManager,
  ): Promise<boolean> {
    const [rows]: [unknown[]] = await tx.query(
      `UPDATE delivery SET result = 'sent', attempts = attempts + 1, decision_id = $3,
              sent_at = $4, position = nextval('delivery_position')
        WHERE alert_id = $1 AND user_id = $2 AND result = 'pending' RETURNING 1`,
      [alertId, userId, sent.decisionId, sent.at],
    );
    return rows.length > 0;
  }

  async markRefused(
    { alertId, userId }: Recipient,
    next: Date | null,
    tx: EntityManager,
  ): Promise<void> {
    await tx.query(
      `UPDATE delivery SET attempts = attempts + 1, next_at = coalesce($3, next_at),
              result = CASE WHEN $3::timestamptz IS NULL THEN 'given_up' ELSE result END
        WHERE alert_id = $1 AND user_id = $2 AND result = 'pending'`,
      [alertId, userId, next],
    );
  }

  /** Why a user was sent an alert; nothing if they were not. */
  async roleOf(alertId: string, userId: string, tx: EntityManager): Promise<AlertRole | undefined> {
    const [row]: { role: AlertRole }[] = await tx.query(
      `SELECT role FROM delivery WHERE alert_id = $1 AND user_id = $2 AND result = 'sent'`,
      [alertId, userId],
    );
    return row?.role;
  }

  /** Alerts that nobody has taken up yet, of the last day. */
  raisedSince(since: Date, tx: EntityManager): Promise<Alert[]> {
    return tx.query(`${SELECT} WHERE state = 'raised' AND raised_at >= $1 ORDER BY raised_at`, [
      since,
    ]);
  }

  sentTo(userId: string, tx: EntityManager): Promise<SentAlert[]> {
    return tx.query(
      `SELECT ${listOf(table)}, delivery.role FROM alert JOIN delivery USING (alert_id)
        WHERE delivery.user_id = $1 AND delivery.result = 'sent'
        ORDER BY delivery.position DESC LIMIT 200`,
      [userId],
    );
  }

  /** What was sent to a user after a position, oldest first. */
  signalsAfter(
    userId: string,
    position: string,
    since: Date,
    tx: EntityManager,
  ): Promise<{ position: string; alertId: string; version: number }[]> {
    return tx.query(
      `SELECT delivery.position::text AS position, alert_id AS "alertId", alert.version
         FROM delivery JOIN alert USING (alert_id)
        WHERE user_id = $1 AND result = 'sent' AND delivery.position > $2::bigint AND sent_at >= $3
        ORDER BY delivery.position LIMIT 100`,
      [userId, position, since],
    );
  }
}
