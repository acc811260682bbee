import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateWork1795500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA work;
      CREATE TABLE work.load (
        load_key bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        known_at timestamptz NOT NULL UNIQUE
      );
      CREATE TABLE work.dirty_person (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id uuid,
        record_key text,
        CHECK (num_nonnulls(person_id, record_key) = 1)
      ) WITH (autovacuum_vacuum_scale_factor = 0.01);
      CREATE INDEX dirty_person_person ON work.dirty_person (person_id)
        WHERE person_id IS NOT NULL;
      CREATE INDEX dirty_person_record ON work.dirty_person (record_key)
        WHERE record_key IS NOT NULL;
      CREATE TABLE work.hfu_status (
        person_id uuid NOT NULL,
        measure text NOT NULL,
        version int NOT NULL DEFAULT 0,
        direction text CHECK (direction IN ('entered', 'returned', 'aged_out', 'withdrawn')),
        inside_as_of date,
        changes_on date,
        PRIMARY KEY (person_id, measure)
      );
      CREATE INDEX hfu_status_due ON work.hfu_status (changes_on) WHERE changes_on IS NOT NULL;
      CREATE TABLE work.query_run (
        run_id uuid PRIMARY KEY,
        ran_at timestamptz NOT NULL,
        user_id text NOT NULL,
        decision_ids text[] NOT NULL,
        query jsonb NOT NULL,
        as_of date NOT NULL,
        knowledge_at timestamptz NOT NULL,
        result_digest text NOT NULL,
        row_count int NOT NULL,
        hidden_cells int NOT NULL
      );
    `);
    await comment(runner, 'work.load', 'One writing transaction: the clock of knowledge.', {
      load_key: 'Its number.',
      known_at: 'Knowledge time: always greater than the last, visible in that order.',
    });
    await comment(runner, 'work.dirty_person', 'Whose facts must be counted again, in order.', {
      seq: 'Order of marking; one person may be marked many times.',
      person_id: 'personal: person whose records changed.',
      record_key: 'personal: record of nobody yet, a person of its own.',
    });
    await comment(runner, 'work.hfu_status', 'What was last told about a person and a measure.', {
      person_id: 'personal: person.',
      measure: 'Measure with its line.',
      version: 'Version of the last crossing told; 0 if none was.',
      direction: 'personal: direction of the last crossing told.',
      inside_as_of: 'personal: last as-of date on which the person was seen inside.',
      changes_on: 'personal: first as-of date on which time alone changes the status.',
    });
    await comment(runner, 'work.query_run', 'Audit of answers: committed before a byte leaves.', {
      run_id: 'Run.',
      ran_at: 'UTC instant.',
      user_id: 'User who asked.',
      decision_ids: 'Decisions that permitted it.',
      query: 'What was asked.',
      as_of: 'As-of date, exclusive.',
      knowledge_at: 'Knowledge time of the answer.',
      result_digest: 'SHA-256 of the canonical JSON of the result.',
      row_count: 'Rows answered.',
      hidden_cells: 'Cells suppressed.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA work CASCADE');
  }
}
