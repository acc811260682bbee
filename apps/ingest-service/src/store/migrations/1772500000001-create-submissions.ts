import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSubmissions1772500000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE submission (
        submission_id uuid PRIMARY KEY,
        department text NOT NULL,
        source text NOT NULL,
        channel text NOT NULL CHECK (channel IN ('single', 'batch', 'stream')),
        state text NOT NULL CHECK (state IN ('applying', 'completed', 'interrupted', 'refused')),
        digest text,
        counts jsonb NOT NULL DEFAULT '{}',
        rejects jsonb NOT NULL DEFAULT '{}',
        committed_lines int NOT NULL DEFAULT 0,
        received_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      CREATE INDEX submission_source ON submission (department, source, received_at DESC);
      CREATE INDEX submission_running ON submission (received_at)
       WHERE channel = 'single' AND state = 'applying';
      COMMENT ON TABLE submission IS 'What a source sent at once, and its receipt. Single posts share one per hour.';
      COMMENT ON COLUMN submission.submission_id IS 'Chosen by the client, or here.';
      COMMENT ON COLUMN submission.department IS 'Owner.';
      COMMENT ON COLUMN submission.source IS 'System of the owner.';
      COMMENT ON COLUMN submission.channel IS 'Way in.';
      COMMENT ON COLUMN submission.state IS 'How far it is.';
      COMMENT ON COLUMN submission.digest IS 'SHA-256 of the rows: the same id with another digest is refused.';
      COMMENT ON COLUMN submission.counts IS 'kind → outcome → rows.';
      COMMENT ON COLUMN submission.rejects IS 'Reject code → rows.';
      COMMENT ON COLUMN submission.committed_lines IS 'Rows whose outcome is committed.';
      COMMENT ON COLUMN submission.received_at IS 'UTC instant of its first row.';
      COMMENT ON COLUMN submission.finished_at IS 'UTC instant of its end.';

      CREATE TABLE reject (
        reject_id uuid PRIMARY KEY,
        submission_id uuid NOT NULL,
        department text NOT NULL,
        source text NOT NULL,
        line int NOT NULL,
        record_id text,
        kind text,
        errors jsonb NOT NULL,
        row jsonb,
        rejected_at timestamptz NOT NULL
      );
      CREATE INDEX reject_source ON reject (department, source, reject_id);
      CREATE INDEX reject_age ON reject (rejected_at);
      COMMENT ON TABLE reject IS 'Rows that were not taken in, for their owner to mend; kept 90 days.';
      COMMENT ON COLUMN reject.reject_id IS 'UUIDv7: order of rejection.';
      COMMENT ON COLUMN reject.submission_id IS 'Submission that brought it.';
      COMMENT ON COLUMN reject.department IS 'Owner.';
      COMMENT ON COLUMN reject.source IS 'System of the owner.';
      COMMENT ON COLUMN reject.line IS 'Place in the submission, from 1.';
      COMMENT ON COLUMN reject.record_id IS 'personal: record id, if it could be read.';
      COMMENT ON COLUMN reject.kind IS 'Record kind, if it could be read.';
      COMMENT ON COLUMN reject.errors IS 'Field, code and sentence of each error; never a value.';
      COMMENT ON COLUMN reject.row IS 'personal: the row as pushed; null where its content may not be kept.';
      COMMENT ON COLUMN reject.rejected_at IS 'UTC instant.';

      CREATE TABLE feed (
        feed text PRIMARY KEY,
        feed_version int NOT NULL,
        complete_through date NOT NULL,
        declared_at timestamptz NOT NULL
      );
      COMMENT ON TABLE feed IS 'How far each kind of a source is complete.';
      COMMENT ON COLUMN feed.feed IS 'department/source/kind.';
      COMMENT ON COLUMN feed.feed_version IS 'Counter of declarations; it travels in events.';
      COMMENT ON COLUMN feed.complete_through IS 'Last local date the source declares complete.';
      COMMENT ON COLUMN feed.declared_at IS 'UTC instant of the declaration.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE feed, reject, submission');
  }
}
