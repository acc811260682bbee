import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateSnapshot1795640000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE work.snapshot (
        snapshot_id uuid PRIMARY KEY,
        month text NOT NULL CHECK (month ~ '^[0-9]{4}-[0-9]{2}$'),
        revision int NOT NULL CHECK (revision > 0),
        supersedes uuid UNIQUE REFERENCES work.snapshot,
        cause text CHECK (cause IN ('definition', 'relief', 'link', 'correction', 'late')),
        published_at timestamptz NOT NULL,
        published_as text NOT NULL,
        decision_id uuid NOT NULL,
        content json NOT NULL,
        digest text NOT NULL,
        UNIQUE (month, revision),
        CHECK ((revision = 1) = (supersedes IS NULL) AND (supersedes IS NULL) = (cause IS NULL))
      );
      CREATE TABLE work.snapshot_comparison (
        month text PRIMARY KEY,
        compared_at timestamptz NOT NULL,
        knowledge_at timestamptz NOT NULL
      );
      CREATE FUNCTION work.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'what was published is never changed' USING ERRCODE = '42501';
      END $$;
      CREATE TRIGGER snapshot_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON work.snapshot
        FOR EACH STATEMENT EXECUTE FUNCTION work.refuse_change();
    `);
    await comment(runner, 'work.snapshot', 'What was published of a month, never changed.', {
      snapshot_id: 'Snapshot.',
      month: 'yyyy-mm.',
      revision: '1 for the first of a month.',
      supersedes: 'The snapshot before it, which stays readable.',
      cause: 'Why that one was restated.',
      published_at: 'UTC instant.',
      published_as: 'User on whose behalf it was counted.',
      decision_id: 'Decision that permitted it.',
      content: 'Exact figures, the table as it is shown, and all they rest on.',
      digest: 'SHA-256 of the canonical JSON of the content.',
    });
    await comment(runner, 'work.snapshot_comparison', 'When a month was last counted again.', {
      month: 'yyyy-mm.',
      compared_at: 'UTC instant.',
      knowledge_at: 'Knowledge time of that count.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE work.snapshot_comparison;
      DROP TABLE work.snapshot;
      DROP FUNCTION work.refuse_change();
    `);
  }
}
