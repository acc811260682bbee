import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment, knowledge } from './comment.js';

export class CreateMart1795500000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE SCHEMA mart;
      CREATE TABLE mart.feed (
        feed text PRIMARY KEY,
        department text NOT NULL,
        kind text NOT NULL,
        version int NOT NULL DEFAULT 0,
        complete_through date,
        is_assumed boolean NOT NULL DEFAULT true,
        starts_on date
      );
      CREATE TABLE mart.fact_record (
        record_key text NOT NULL,
        record_version int NOT NULL,
        kind text NOT NULL,
        dataset text NOT NULL,
        department text NOT NULL,
        labels text[] NOT NULL,
        month_key int,
        date_key date,
        has_subject boolean NOT NULL,
        is_counted boolean NOT NULL,
        known_from timestamptz NOT NULL,
        known_to timestamptz NOT NULL DEFAULT 'infinity',
        load_key bigint NOT NULL,
        PRIMARY KEY (record_key, known_from)
      );
      CREATE UNIQUE INDEX fact_record_now ON mart.fact_record (record_key)
        WHERE known_to = 'infinity';
      CREATE INDEX fact_record_month ON mart.fact_record (month_key, department);
      CREATE TABLE mart.contact_row (
        record_key text NOT NULL,
        record_version int NOT NULL,
        kind text NOT NULL CHECK (kind IN ('citation', 'booking')),
        contact_on date,
        contact_at timestamptz,
        agency text NOT NULL,
        is_agency_assumed boolean NOT NULL,
        incident_nos text[] NOT NULL,
        age_on_date int,
        flags text[] NOT NULL,
        charge_count int NOT NULL,
        worst_level text,
        category text,
        officer_no text,
        is_arrest boolean,
        reason text,
        is_detention_only boolean,
        is_paper_only boolean,
        booking_group_no text,
        facility text,
        released_at timestamptz,
        released_on date,
        release_reason text,
        PRIMARY KEY (record_key, record_version)
      );
      CREATE TABLE mart.fact_contact (
        person_key bigint NOT NULL,
        episode_key text NOT NULL,
        first_on date,
        confirmed_on date,
        month_key int NOT NULL,
        department text NOT NULL,
        datasets text[] NOT NULL,
        labels text[] NOT NULL,
        is_cited boolean NOT NULL,
        is_booked boolean NOT NULL,
        is_arrested boolean NOT NULL,
        worst_level text,
        charge_count int NOT NULL,
        days_since_previous int,
        known_from timestamptz NOT NULL,
        known_to timestamptz NOT NULL DEFAULT 'infinity',
        load_key bigint NOT NULL,
        PRIMARY KEY (person_key, episode_key, known_from)
      );
      CREATE UNIQUE INDEX fact_contact_now ON mart.fact_contact (person_key, episode_key)
        WHERE known_to = 'infinity';
      CREATE INDEX fact_contact_month ON mart.fact_contact (month_key, department);
      CREATE INDEX fact_contact_confirmed ON mart.fact_contact (confirmed_on, person_key);
      CREATE TABLE mart.bridge_contact_record (
        person_key bigint NOT NULL,
        record_key text NOT NULL,
        episode_key text,
        reason text,
        known_from timestamptz NOT NULL,
        known_to timestamptz NOT NULL DEFAULT 'infinity',
        load_key bigint NOT NULL,
        PRIMARY KEY (person_key, record_key, known_from)
      );
      CREATE UNIQUE INDEX bridge_contact_record_now
        ON mart.bridge_contact_record (person_key, record_key) WHERE known_to = 'infinity';
      CREATE INDEX bridge_contact_record_record ON mart.bridge_contact_record (record_key);
      CREATE TABLE mart.fact_jail_stay (
        person_key bigint NOT NULL,
        record_key text NOT NULL,
        month_key int,
        department text NOT NULL,
        labels text[] NOT NULL,
        facility text,
        admitted_at timestamptz,
        admitted_on date,
        admission_reason text,
        released_at timestamptz,
        released_on date,
        release_reason text,
        held_seconds int,
        is_open boolean NOT NULL,
        known_from timestamptz NOT NULL,
        known_to timestamptz NOT NULL DEFAULT 'infinity',
        load_key bigint NOT NULL,
        PRIMARY KEY (person_key, record_key, known_from)
      );
      CREATE UNIQUE INDEX fact_jail_stay_now ON mart.fact_jail_stay (person_key, record_key)
        WHERE known_to = 'infinity';
      CREATE INDEX fact_jail_stay_record ON mart.fact_jail_stay (record_key);
    `);
    await describeRecords(runner);
    await describeFacts(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA mart CASCADE');
  }
}

async function describeRecords(runner: QueryRunner) {
  await comment(runner, 'mart.feed', 'How far the data of a feed reach.', {
    feed: 'Department, source and kind.',
    department: 'Owning department.',
    kind: 'Record kind.',
    version: 'Version of its progress: only a newer one is applied.',
    complete_through: 'Last local date the source declares complete.',
    is_assumed: 'Nobody declared it: it follows from the last submission.',
    starts_on: 'Earliest local date of its records.',
  });
  await comment(runner, 'mart.fact_record', 'One row per record, by its newest version.', {
    record_key: 'personal: department, source and record id.',
    record_version: 'Version of the record.',
    kind: 'Record kind.',
    dataset: 'Dataset.',
    department: 'Owning department.',
    labels: 'Labels of the record.',
    month_key: 'Month of the record, yyyymm; null where only the year is known.',
    date_key: 'personal: local date of the record; null where only the month is known.',
    has_subject: 'The record is about a person.',
    is_counted: 'personal: 18 or older on its date, or of unknown age.',
    ...knowledge,
  });
  await comment(runner, 'mart.contact_row', 'Codes of a citation or booking that counting needs.', {
    record_key: 'personal: department, source and record id.',
    record_version: 'Version of the record.',
    kind: 'citation or booking.',
    contact_on: 'personal: local date, as delivered.',
    contact_at: 'personal: UTC instant.',
    agency: 'Arresting or issuing agency.',
    is_agency_assumed: 'No agency was named: it is the department.',
    incident_nos: 'Incident numbers, the primary first.',
    age_on_date: 'personal: age in years; 90 means 90 or over.',
    flags: 'Data-quality flags.',
    charge_count: 'personal: charges or violations.',
    worst_level: 'personal: level of the worst charge.',
    category: 'Of a citation.',
    officer_no: 'Keyed token of the officer who cited.',
    is_arrest: 'The citation is an arrest.',
    reason: 'personal: why the person was admitted.',
    is_detention_only: 'personal: by legal status or restriction no arrest.',
    is_paper_only: 'Booked without custody.',
    booking_group_no: 'personal: keyed token of bookings that belong together.',
    facility: 'Jail.',
    released_at: 'personal: UTC instant of the release.',
    released_on: 'personal: local date of the release.',
    release_reason: 'personal: why the stay ended.',
  });
}

async function describeFacts(runner: QueryRunner) {
  const person_key = 'personal: key of the person; -1 for a record of nobody yet.';
  const labels = 'Labels of all its records.';
  await comment(runner, 'mart.fact_contact', 'One row per person and contact episode.', {
    person_key,
    episode_key: 'What makes its records one episode.',
    first_on: 'personal: date of its first record by all links.',
    confirmed_on: 'personal: date of its first record by confirmed links alone.',
    month_key: 'Month of that date, yyyymm.',
    department: 'Department of its first record.',
    datasets: 'Datasets of all its records.',
    labels,
    is_cited: 'It has a citation.',
    is_booked: 'It has a booking.',
    is_arrested: 'It has a booking or a citation that is an arrest.',
    worst_level: 'personal: level of the worst charge.',
    charge_count: 'personal: charges of all its records.',
    days_since_previous: 'personal: days since the episode before.',
    ...knowledge,
  });
  await comment(
    runner,
    'mart.bridge_contact_record',
    'Which episode a record belongs to, or why it belongs to none.',
    {
      person_key,
      record_key: 'personal: department, source and record id.',
      episode_key: 'Episode; null where the record does not count.',
      reason: 'Why it does not count, or not by itself.',
      ...knowledge,
    },
  );
  await comment(runner, 'mart.fact_jail_stay', 'One row per custody stay.', {
    person_key,
    record_key: 'personal: booking that is the stay.',
    month_key: 'Month of admission, yyyymm.',
    department: 'Department that holds the booking.',
    labels,
    facility: 'Jail.',
    admitted_at: 'personal: UTC instant of admission.',
    admitted_on: 'personal: local date of admission.',
    admission_reason: 'personal: why the person was admitted.',
    released_at: 'personal: UTC instant of release.',
    released_on: 'personal: local date of release.',
    release_reason: 'personal: why the stay ended.',
    held_seconds: 'personal: elapsed seconds; null while open.',
    is_open: 'personal: not released yet.',
    ...knowledge,
  });
}
