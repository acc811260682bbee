import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateActivation1772600004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE epoch (id text PRIMARY KEY, content json NOT NULL);
      CREATE TABLE training (
        id uuid PRIMARY KEY,
        seed int NOT NULL,
        state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
        model_id text,
        epoch_id text,
        records int,
        made_by text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE model_comparison (
        id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
        from_model_id text NOT NULL,
        from_epoch_id text NOT NULL,
        to_model_id text NOT NULL,
        to_epoch_id text NOT NULL,
        report json,
        made_by text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE activation (
        seq int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        comparison_id uuid NOT NULL,
        model_id text NOT NULL,
        epoch_id text NOT NULL,
        made_by text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        from_step bigint,
        reached int NOT NULL DEFAULT 0,
        is_over boolean NOT NULL DEFAULT false
      );
      CREATE UNIQUE INDEX activation_under_way ON activation ((true)) WHERE NOT is_over;`);
    await comment(runner, 'epoch', 'Frozen frequencies of values, and keys too common to use.', {
      id: 'Name by digest.',
      content: 'personal: hashes of values with what their rarity adds; no value.',
    });
    await comment(runner, 'training', 'Who had a model learnt from the records, and when.', {
      id: 'Training id.',
      seed: 'Of the random pairs.',
      state: 'running, done or failed.',
      model_id: 'Model it gave.',
      epoch_id: 'Frequencies it gave.',
      records: 'Records learnt from.',
      made_by: 'personal: user who asked for it.',
      at: 'UTC instant it was asked for.',
    });
    await comment(runner, 'model_comparison', 'What another model would change, before it does.', {
      id: 'Comparison id.',
      state: 'running, done or failed.',
      from_model_id: 'Model that was active.',
      from_epoch_id: 'Frequencies that were active.',
      to_model_id: 'Model compared with it.',
      to_epoch_id: 'Frequencies compared with it.',
      report: 'personal: figures, largest persons, and cases by record key with their reasons.',
      made_by: 'personal: user who asked for it.',
      at: 'UTC instant it was asked for.',
    });
    await comment(runner, 'activation', 'Which model with which frequencies since which step.', {
      seq: 'Order of activation; the last one that has begun is in force.',
      comparison_id: 'Comparison that was read before.',
      model_id: 'Model in force.',
      epoch_id: 'Frequencies in force.',
      made_by: 'personal: user who activated it.',
      at: 'UTC instant it was asked for.',
      from_step: 'First step under it; null while it waits for the resolver.',
      reached: 'Descriptions before this number are regrouped.',
      is_over: 'Everything is regrouped.',
    });
    await comment(runner, 'step', 'Log of the resolver: totally ordered.', {
      kind: 'subject, judgement, revocation or activation.',
      ref: 'personal: record key, judgement id or comparison id.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE activation, model_comparison, training, epoch');
  }
}
