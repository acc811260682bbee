import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateIntake1772600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE intake (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        record_key text,
        record_version int,
        content_hash text,
        command json,
        received_at timestamptz NOT NULL DEFAULT now(),
        taken_step bigint
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
      CREATE UNIQUE INDEX intake_version ON intake (record_key, record_version);
      CREATE INDEX intake_waiting ON intake (seq) WHERE taken_step IS NULL;

      CREATE TABLE resolver_lease (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        holder uuid,
        epoch int NOT NULL DEFAULT 0,
        expires_at timestamptz NOT NULL DEFAULT '-infinity'
      );
      INSERT INTO resolver_lease DEFAULT VALUES;

      CREATE TABLE step (
        seq bigint PRIMARY KEY,
        kind text NOT NULL,
        ref text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        lease_epoch int NOT NULL,
        model_id text NOT NULL,
        epoch_id text NOT NULL
      );`);
    await comment(
      runner,
      'intake',
      'Commands for the resolver, in the order they came; kept to tell repeats from changes.',
      {
        seq: 'Order of arrival.',
        record_key: 'personal: record the command is about; null for a judgement.',
        record_version: 'Version of that record.',
        content_hash: 'personal: keyed hash of what was reported: one version has one content.',
        command: 'personal: prepared features or a judgement; removed once taken.',
        received_at: 'UTC instant of arrival.',
        taken_step: 'Step that carried it out; null while it waits.',
      },
    );
    await comment(
      runner,
      'resolver_lease',
      'Who may write links: one row, read by every writing transaction.',
      {
        only_one: 'There is one lease.',
        holder: 'Instance that holds it.',
        epoch: 'Raised at each change of holder; an older one writes nothing any more.',
        expires_at: 'UTC instant after which another instance may take it.',
      },
    );
    await comment(runner, 'step', 'Log of the resolver: totally ordered, one row per command.', {
      seq: 'Number of the step.',
      kind: 'subject, judgement or revocation.',
      ref: 'personal: record key or judgement id.',
      at: 'UTC instant of the transaction that committed it.',
      lease_epoch: 'Under which lease it was written.',
      model_id: 'Model in force.',
      epoch_id: 'Frequencies in force.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE step, resolver_lease, intake');
  }
}
