import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRecords1772500000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE record (
        record_key text PRIMARY KEY,
        department text NOT NULL,
        source text NOT NULL,
        kind text NOT NULL,
        record_version int NOT NULL,
        source_version text,
        content_hash text NOT NULL,
        state text NOT NULL CHECK (state IN ('valid', 'voided', 'sealed', 'tombstone')),
        is_announced boolean NOT NULL,
        reason text,
        occurred_at timestamptz,
        local_date date,
        subject jsonb,
        body jsonb NOT NULL,
        unreadable jsonb,
        labels text[] NOT NULL,
        restrictions text[] NOT NULL,
        flags text[] NOT NULL,
        custody jsonb,
        submission_id uuid NOT NULL,
        first_seen_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL
      ) WITH (fillfactor = 90);
      COMMENT ON TABLE record IS 'The current state of every record, for its owner.';
      COMMENT ON COLUMN record.record_key IS 'personal: department/source/record id; never changes.';
      COMMENT ON COLUMN record.department IS 'Owner: first part of the key.';
      COMMENT ON COLUMN record.source IS 'System of the owner: second part of the key.';
      COMMENT ON COLUMN record.kind IS 'Record kind.';
      COMMENT ON COLUMN record.record_version IS 'Our own counter, drawn under the row lock; it travels in events.';
      COMMENT ON COLUMN record.source_version IS 'The version the source gave; null where it has none.';
      COMMENT ON COLUMN record.content_hash IS 'personal: SHA-256 of what was pushed, before normalising; in no event.';
      COMMENT ON COLUMN record.state IS 'valid; voided or sealed: no longer served; tombstone: voided before it came.';
      COMMENT ON COLUMN record.is_announced IS 'Whether any event has told of the key.';
      COMMENT ON COLUMN record.reason IS 'Code why it was corrected or voided.';
      COMMENT ON COLUMN record.occurred_at IS 'personal: UTC instant the record is about, if known.';
      COMMENT ON COLUMN record.local_date IS 'personal: its date in the city, if known to the day.';
      COMMENT ON COLUMN record.subject IS 'personal: names, birth dates, identifiers, addresses, telephones, e-mail.';
      COMMENT ON COLUMN record.body IS 'personal: the normalised fields of the kind.';
      COMMENT ON COLUMN record.unreadable IS 'personal: values of optional fields that could not be read, as pushed.';
      COMMENT ON COLUMN record.labels IS 'Legal labels of the record.';
      COMMENT ON COLUMN record.restrictions IS 'Restrictions set by the owner or by law.';
      COMMENT ON COLUMN record.flags IS 'Data-quality flags.';
      COMMENT ON COLUMN record.custody IS 'personal: custody as last told, of bookings.';
      COMMENT ON COLUMN record.submission_id IS 'Submission that brought the current version.';
      COMMENT ON COLUMN record.first_seen_at IS 'UTC instant of the first row of this key.';
      COMMENT ON COLUMN record.recorded_at IS 'UTC instant of the current version.';
      COMMENT ON COLUMN record.last_seen_at IS 'UTC instant of the last row of this key, repeats included.';

      CREATE TABLE record_version (
        version_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        record_key text NOT NULL,
        record_version int,
        source_version text,
        content_hash text NOT NULL,
        state text NOT NULL,
        reason text,
        subject jsonb,
        body jsonb NOT NULL,
        unreadable jsonb,
        labels text[] NOT NULL,
        restrictions text[] NOT NULL,
        flags text[] NOT NULL,
        submission_id uuid NOT NULL,
        recorded_at timestamptz NOT NULL
      );
      CREATE INDEX record_version_key ON record_version (record_key);
      COMMENT ON TABLE record_version IS 'What a record was before, and lower versions that came late.';
      COMMENT ON COLUMN record_version.version_id IS 'Order of arrival.';
      COMMENT ON COLUMN record_version.record_key IS 'personal: key of the record.';
      COMMENT ON COLUMN record_version.record_version IS 'Our counter; null of a version that was never applied.';
      COMMENT ON COLUMN record_version.source_version IS 'The version the source gave.';
      COMMENT ON COLUMN record_version.content_hash IS 'personal: SHA-256 of what was pushed.';
      COMMENT ON COLUMN record_version.state IS 'As in record, or history: stored, not applied.';
      COMMENT ON COLUMN record_version.reason IS 'Code why it was corrected or voided.';
      COMMENT ON COLUMN record_version.subject IS 'personal: as in record.';
      COMMENT ON COLUMN record_version.body IS 'personal: as in record.';
      COMMENT ON COLUMN record_version.unreadable IS 'personal: as in record.';
      COMMENT ON COLUMN record_version.labels IS 'Legal labels.';
      COMMENT ON COLUMN record_version.restrictions IS 'Restrictions.';
      COMMENT ON COLUMN record_version.flags IS 'Data-quality flags.';
      COMMENT ON COLUMN record_version.submission_id IS 'Submission that brought it.';
      COMMENT ON COLUMN record_version.recorded_at IS 'UTC instant it was recorded.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE record_version, record');
  }
}
