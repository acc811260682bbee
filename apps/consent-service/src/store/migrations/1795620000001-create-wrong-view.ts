import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/** Whose records were before, and who was shown them then. */
export class CreateWrongView1795620000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE record_fact ADD COLUMN linked_at timestamptz;
      CREATE TABLE past_link (
        record_key text NOT NULL,
        link_version bigint NOT NULL,
        person_id uuid NOT NULL,
        linked_at timestamptz,
        left_at timestamptz NOT NULL,
        PRIMARY KEY (record_key, link_version)
      );
      CREATE INDEX past_link_person ON past_link (person_id);
      CREATE TABLE wrong_view_check (
        person_id uuid PRIMARY KEY,
        asked int NOT NULL DEFAULT 1,
        due_at timestamptz NOT NULL
      );
      CREATE INDEX wrong_view_check_due ON wrong_view_check (due_at);
      CREATE TABLE reader_notice (
        decision_id uuid PRIMARY KEY REFERENCES decision,
        user_id text NOT NULL,
        department text NOT NULL,
        person_id uuid NOT NULL,
        record_keys text[] NOT NULL,
        datasets text[] NOT NULL,
        decided_at timestamptz NOT NULL,
        raised_at timestamptz NOT NULL,
        acknowledged_at timestamptz,
        withdrawn_at timestamptz
      );
      CREATE INDEX reader_notice_user ON reader_notice (user_id);
      CREATE INDEX reader_notice_person ON reader_notice (person_id);
    `);
    await runner.query(
      `COMMENT ON COLUMN record_fact.linked_at IS 'When this service learned whose it is.'`,
    );
    await comment(runner, 'past_link', 'personal: whose a record was before it left them.', {
      record_key: 'personal: the record.',
      link_version: 'Link version with which it left.',
      person_id: 'personal: whose it was.',
      linked_at: 'When this service learned that it was theirs; none from before this table.',
      left_at: 'When this service learned that it is not.',
    });
    await comment(
      runner,
      'wrong_view_check',
      'personal: persons whose records moved a moment ago.',
      {
        person_id: 'personal: whom a record left, or came to.',
        asked: 'Counts up with every cause: an answer to an older one is not the last.',
        due_at: 'By then it is known whether the two are one person.',
      },
    );
    await comment(
      runner,
      'reader_notice',
      'personal: tells a reader that what was shown as one person’s is another’s.',
      {
        decision_id: 'The decision under which it was shown.',
        user_id: 'personal: the reader.',
        department: 'For which department the user asked.',
        person_id: 'personal: as whose it was shown.',
        record_keys: 'personal: records shown or relied on that are another person’s.',
        datasets: 'Datasets of what was shown.',
        decided_at: 'When it was shown.',
        raised_at: 'When it was found to be wrong.',
        acknowledged_at: 'When the reader took note.',
        withdrawn_at: 'When it was found to be right after all.',
      },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE reader_notice, wrong_view_check, past_link;
      ALTER TABLE record_fact DROP COLUMN linked_at;
    `);
  }
}
