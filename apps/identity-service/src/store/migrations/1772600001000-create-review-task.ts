import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateReviewTask1772600001000 implements MigrationInterface {
  /** The pair of an open task is unique once a batch of steps is written: in between, tasks may change places. */
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE review_task (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('judgement-conflict', 'twins', 'identifier-conflict',
                                           'left-person', 'oversize', 'close-call')),
        person_low uuid NOT NULL,
        person_high uuid NOT NULL,
        a int NOT NULL,
        b int NOT NULL,
        weight int NOT NULL,
        priority int NOT NULL,
        state text NOT NULL CHECK (state IN ('open', 'same', 'different', 'unsure', 'overtaken')),
        judgement_id uuid,
        claimed_by text,
        claimed_until timestamptz,
        version int NOT NULL,
        raised_step bigint NOT NULL,
        changed_step bigint NOT NULL,
        raised_at timestamptz NOT NULL DEFAULT now(),
        CHECK (person_low <= person_high),
        CONSTRAINT review_task_open_pair EXCLUDE (person_low WITH =, person_high WITH =)
          WHERE (state = 'open') DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX review_task_priority ON review_task (state, priority DESC, id);
      CREATE INDEX review_task_a ON review_task (a);
      CREATE INDEX review_task_b ON review_task (b);
      CREATE TABLE review_look (
        review_id uuid NOT NULL,
        user_id text NOT NULL,
        decision_id text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX review_look_review ON review_look (review_id, at);
      COMMENT ON TABLE edge IS
        'A scored pair from the review floor on, or of namesakes that must stay apart.';`);
    await comment(
      runner,
      'review_task',
      'A question about two persons that only a human can answer.',
      {
        id: 'Review id.',
        kind: 'What is asked; the gravest of all there is to ask about the pair.',
        person_low: 'personal: smaller person id.',
        person_high: 'personal: larger person id; the same where one person may be two.',
        a: 'personal: number of the record that stands for the question in person_low.',
        b: 'personal: number of the record that stands for it in person_high.',
        weight: 'Log odds of the two records in 1/1000 bit; unsure is asked again when it changes.',
        priority: 'Probability of error x records that would move, in thousandths.',
        state: 'open, the answer, or overtaken: the question is gone.',
        judgement_id: 'Judgement that answered it last.',
        claimed_by: 'personal: user who works on it.',
        claimed_until: 'UTC instant until which nobody else may.',
        version: 'Counter of its changes; claims do not count.',
        raised_step: 'Step that asked first.',
        changed_step: 'Step that changed it last.',
        raised_at: 'UTC instant it was asked first.',
      },
    );
    await comment(runner, 'review_look', 'Who looked at the weights of a review task.', {
      review_id: 'Review id.',
      user_id: 'personal: user who looked.',
      decision_id: 'Decision that allowed it.',
      at: 'UTC instant.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE review_look, review_task');
  }
}
