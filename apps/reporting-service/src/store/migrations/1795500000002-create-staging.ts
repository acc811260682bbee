import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateStaging1795500000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA staging;
      CREATE TABLE staging.activity_version (
        record_key text NOT NULL,
        record_version int NOT NULL,
        kind text NOT NULL,
        status text NOT NULL CHECK (status IN ('valid', 'voided')),
        data jsonb,
        load_key bigint NOT NULL,
        PRIMARY KEY (record_key, record_version),
        CHECK ((status = 'valid') = (data IS NOT NULL))
      );
      CREATE TABLE staging.other_event (
        event_id uuid PRIMARY KEY,
        type text NOT NULL,
        key text NOT NULL,
        version int NOT NULL,
        occurred_at timestamptz NOT NULL,
        department text,
        labels text[] NOT NULL,
        data jsonb NOT NULL
      );
      CREATE INDEX other_event_key ON staging.other_event (key, type);
      CREATE TABLE staging.tombstone (
        record_digest text PRIMARY KEY,
        record_version int NOT NULL,
        reason text NOT NULL CHECK (reason IN ('sealed', 'purged')),
        load_key bigint NOT NULL
      );
    `);
    await comment(
      runner,
      'staging.activity_version',
      'Every version of every record, append only.',
      {
        record_key: 'personal: department, source and record id.',
        record_version: 'Version of the record, counted by its owner.',
        kind: 'Record kind.',
        status: 'valid, or voided: a version without content.',
        data: 'personal: activity as it was published, without direct identifiers.',
        load_key: 'The load that brought it.',
      },
    );
    await comment(runner, 'staging.other_event', 'Events kept so that later facts can be built.', {
      event_id: 'CloudEvents id.',
      type: 'CloudEvents type.',
      key: 'personal: id of the thing: case, referral, decision, record, person.',
      version: 'Version of the thing.',
      occurred_at: 'UTC instant of the state change.',
      department: 'Owning department.',
      labels: 'Labels of the event.',
      data: 'personal: event as it was published, without direct identifiers.',
    });
    await comment(runner, 'staging.tombstone', 'Erased records: no replay brings one back.', {
      record_digest: 'HMAC-SHA-256 of the record key.',
      record_version: 'Newest version that stays erased.',
      reason: 'sealed or purged.',
      load_key: 'The load that erased it.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA staging CASCADE');
  }
}
