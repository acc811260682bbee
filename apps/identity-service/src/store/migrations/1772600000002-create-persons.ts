import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreatePersons1772600000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person (
        id uuid PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('active', 'absorbed', 'empty')),
        merged_into uuid,
        version int NOT NULL,
        founding_record int NOT NULL,
        created_step bigint NOT NULL,
        changed_step bigint NOT NULL
      );
      CREATE INDEX person_merged_into ON person (merged_into) WHERE merged_into IS NOT NULL;
      CREATE TABLE membership (
        record_no int NOT NULL,
        person_id uuid NOT NULL,
        confidence text NOT NULL CHECK (confidence IN ('confirmed', 'probable')),
        from_step bigint NOT NULL,
        to_step bigint,
        cause text NOT NULL,
        PRIMARY KEY (record_no, from_step)
      );
      CREATE INDEX membership_person ON membership (person_id);
      CREATE TABLE judgement (
        id uuid PRIMARY KEY,
        verdict text NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
        actor text NOT NULL,
        actor_kind text NOT NULL CHECK (actor_kind IN ('user', 'source')),
        reason text NOT NULL,
        made_at timestamptz NOT NULL,
        revoked_by text,
        revoked_reason text,
        revoked_at timestamptz
      );
      CREATE TABLE judgement_record (
        judgement_id uuid NOT NULL,
        side text NOT NULL CHECK (side IN ('left', 'right')),
        place int NOT NULL,
        record_key text NOT NULL,
        PRIMARY KEY (judgement_id, side, place)
      );
      CREATE INDEX judgement_record_key ON judgement_record (record_key);
      CREATE TABLE model (id text PRIMARY KEY, content json NOT NULL);`);
    await comment(runner, 'person', 'A stable id of the records now linked to it.', {
      id: 'personal: person id.',
      status: 'active, absorbed into another, or empty.',
      merged_into: 'personal: survivor of an absorbed id.',
      version: 'Counter of its changes.',
      founding_record: 'personal: record the id was made for.',
      created_step: 'Step that made it.',
      changed_step: 'Step that changed it last.',
    });
    await comment(runner, 'membership', 'Whose record it was, step by step.', {
      record_no: 'personal: number of the record.',
      person_id: 'personal: person it was linked to.',
      confidence: 'confirmed or probable.',
      from_step: 'Step that linked it.',
      to_step: 'Step that ended the link; null while it stands.',
      cause: 'Why it was linked.',
    });
    await comment(
      runner,
      'judgement',
      'What a human or a source said of records; never edited, only revoked.',
      {
        id: 'Judgement id.',
        verdict: 'same, different or unsure.',
        actor: 'personal: who said it: a user id, or a source.',
        actor_kind: 'user or source.',
        reason: 'personal: why, as the actor wrote it.',
        made_at: 'UTC instant it was said.',
        revoked_by: 'personal: who revoked it.',
        revoked_reason: 'personal: why it was revoked.',
        revoked_at: 'UTC instant it was revoked.',
      },
    );
    await comment(runner, 'judgement_record', 'The records a judgement names.', {
      judgement_id: 'Judgement id.',
      side: 'left or right: a different judgement keeps the sides apart.',
      place: 'Order as given.',
      record_key: 'personal: record named; it may arrive later.',
    });
    await comment(runner, 'model', 'Frozen weights, levels and thresholds.', {
      id: 'Name by digest.',
      content: 'The model.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE model, judgement_record, judgement, membership, person');
  }
}
