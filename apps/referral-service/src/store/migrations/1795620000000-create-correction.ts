import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/** What a case or referral about the wrong person asks of its owner. */
export class CreateCorrection1795620000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE correction (
        correction_id uuid PRIMARY KEY,
        version int NOT NULL,
        kind text NOT NULL,
        dataset text NOT NULL,
        thing_id uuid NOT NULL,
        owner text NOT NULL,
        labels text[] NOT NULL,
        person_ids uuid[] NOT NULL,
        state text NOT NULL CHECK (state IN ('raised', 'resolved')),
        outcome text,
        resolved_by text,
        raised_at timestamptz NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX correction_open ON correction (dataset, thing_id) WHERE state = 'raised';
      CREATE INDEX correction_person ON correction USING gin (person_ids) WHERE state = 'raised';
      CREATE TABLE moved_thing (
        dataset text NOT NULL,
        thing_id uuid NOT NULL,
        from_person_id uuid NOT NULL,
        due_at timestamptz NOT NULL,
        PRIMARY KEY (dataset, thing_id)
      );
      CREATE INDEX moved_thing_due ON moved_thing (due_at);
    `);
    await runner.query(
      comment(
        'correction',
        'personal: a case or referral was, or may be, about the wrong person.',
        {
          correction_id: 'Id of the correction.',
          version: 'Counts up with every step.',
          kind: 'person_moved: its record became another person’s; person_uncertain: it has no record.',
          dataset: 'mdt or rfrl.',
          thing_id: 'personal: case or referral.',
          owner: 'Department whose case or referral it is.',
          labels: 'Labels of the case or referral.',
          person_ids: 'personal: whom it was, is or may be about.',
          state: 'raised or resolved.',
          outcome: 'followed, confirmed, named or linked_again.',
          resolved_by: 'Coordinator who put it right; none where it settled by itself.',
          raised_at: 'UTC instant.',
          at: 'UTC instant of the last step.',
        },
      ) +
        comment('moved_thing', 'personal: followed its record to another person; looked at soon.', {
          dataset: 'mdt or rfrl.',
          thing_id: 'personal: case or referral.',
          from_person_id: 'personal: whom it was about before.',
          due_at: 'UTC instant: by then it is known whether the two are one person.',
        }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE moved_thing, correction');
  }
}
