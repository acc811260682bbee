import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateAlert1795400100004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE custody (
        record_key text PRIMARY KEY,
        record_version int NOT NULL,
        state text NOT NULL,
        admitted_at timestamptz NOT NULL,
        is_backload boolean NOT NULL
      );
      CREATE TABLE activity (
        record_key text PRIMARY KEY,
        record_version int NOT NULL,
        kind text NOT NULL,
        department text NOT NULL,
        labels text[] NOT NULL,
        occurred_at timestamptz,
        incident_numbers text[] NOT NULL
      );
      CREATE TABLE alert (
        alert_id uuid PRIMARY KEY,
        version int NOT NULL,
        code text NOT NULL,
        episode text NOT NULL,
        person_id uuid,
        anchor_record_key text,
        is_person_uncertain boolean NOT NULL,
        case_id uuid,
        state text NOT NULL,
        raised_at timestamptz NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX alert_person ON alert (person_id);
      CREATE INDEX alert_anchor ON alert (anchor_record_key);
      CREATE TABLE delivery (
        alert_id uuid NOT NULL REFERENCES alert,
        user_id text NOT NULL,
        role text NOT NULL,
        channel text NOT NULL,
        result text NOT NULL CHECK (result IN ('pending', 'sent', 'given_up')),
        attempts int NOT NULL,
        next_at timestamptz NOT NULL,
        decision_id text,
        sent_at timestamptz,
        position bigint,
        PRIMARY KEY (alert_id, user_id)
      );
      CREATE INDEX delivery_pending ON delivery (next_at) WHERE result = 'pending';
      CREATE INDEX delivery_user ON delivery (user_id, position) WHERE result = 'sent';
      CREATE SEQUENCE delivery_position;
    `);
    await runner.query(
      comment('custody', 'personal: stays in jail, by the record key of the booking.', {
        record_key: 'personal: department/source/recordId.',
        record_version: 'Only a higher one is applied.',
        state: 'personal: state of the stay, or withdrawn.',
        admitted_at: 'personal: UTC instant.',
        is_backload: 'Recorded over 72 hours after the change.',
      }) +
        comment('activity', 'personal: contacts that matter to a case; key, kind and instants.', {
          record_key: 'personal: department/source/recordId.',
          record_version: 'Only a higher one is applied.',
          kind: 'personal: kind of record.',
          department: 'Owner.',
          labels: 'Legal labels.',
          occurred_at: 'personal: UTC instant.',
          incident_numbers: 'Incidents it belongs to.',
        }) +
        comment('alert', 'personal: somebody should look at a person.', {
          alert_id: 'Id of the alert.',
          version: 'Counts up with every step.',
          code: 'personal: what happened.',
          episode: 'personal: the stay it speaks of: raised once for it.',
          person_id: 'personal: person.',
          anchor_record_key: 'personal: record it was raised from.',
          is_person_uncertain: 'A split left open whom it is about.',
          case_id: 'personal: case.',
          state: 'raised, acknowledged or ended.',
          raised_at: 'UTC instant.',
          at: 'UTC instant of the last step.',
        }) +
        comment('delivery', 'personal: to whom an alert goes; decided when it is sent.', {
          alert_id: 'personal: alert.',
          user_id: 'Recipient.',
          role: 'Why the recipient is asked: lead or clinician.',
          channel: 'How it is sent.',
          result: 'pending, sent, or given up: no decision let it pass.',
          attempts: 'How often a decision was asked.',
          next_at: 'UTC instant of the next attempt.',
          decision_id: 'Decision it was sent under.',
          sent_at: 'UTC instant.',
          position: 'Order of sending: what Last-Event-ID means.',
        }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SEQUENCE delivery_position');
    await runner.query('DROP TABLE delivery, alert, activity, custody');
  }
}
