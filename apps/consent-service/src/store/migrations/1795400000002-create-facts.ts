import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/** What decisions rest on beside policy: links, relations, rosters, consents, restrictions, and their epochs. */
export class CreateFacts1795400000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // record_fact holds what record_person would, and the owner and withdrawal beside it.
    await runner.query(`
      DROP TABLE IF EXISTS record_person;
      CREATE TABLE record_fact (
        record_key text PRIMARY KEY,
        dataset text NOT NULL,
        department text NOT NULL,
        labels text[] NOT NULL,
        person_id uuid,
        confidence text NOT NULL,
        link_version bigint NOT NULL,
        record_version bigint NOT NULL,
        withdrawn_reason text,
        withdrawn_version bigint NOT NULL DEFAULT 0
      );
      CREATE INDEX record_fact_person ON record_fact (person_id);

      CREATE TABLE relation (
        relation_id text PRIMARY KEY,
        version bigint NOT NULL,
        kind text NOT NULL,
        user_id text,
        team_id text,
        team_role text,
        place text GENERATED ALWAYS AS (team_id || '/' || coalesce(team_role, '')) STORED,
        person_id uuid,
        record_key text,
        information_classes text[],
        context text,
        department text,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        reason text NOT NULL,
        CONSTRAINT relation_names_who CHECK ((user_id IS NULL) <> (team_id IS NULL))
      );
      CREATE INDEX relation_user ON relation (user_id);
      CREATE INDEX relation_place ON relation (place);
      CREATE INDEX relation_person ON relation (person_id);
      CREATE INDEX relation_record ON relation (record_key);
      CREATE INDEX relation_context ON relation (context);

      CREATE TABLE roster_entry (
        case_id text NOT NULL,
        team_id text NOT NULL,
        version bigint NOT NULL,
        programme text NOT NULL,
        legal_mode text NOT NULL,
        person_id uuid,
        record_key text,
        homeless_evidence_on date,
        homeless_evidence_source text,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        PRIMARY KEY (case_id, team_id)
      );
      CREATE INDEX roster_entry_person ON roster_entry (person_id);
      CREATE INDEX roster_entry_record ON roster_entry (record_key);

      CREATE TABLE consent (
        consent_id uuid NOT NULL,
        version int NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        reason text NOT NULL,
        record_key text NOT NULL,
        kind text NOT NULL,
        family text NOT NULL,
        discloser text NOT NULL,
        form jsonb NOT NULL,
        PRIMARY KEY (consent_id, version),
        EXCLUDE USING gist ((consent_id::text) WITH =, tstzrange(valid_from, valid_until) WITH &&)
      );
      CREATE UNIQUE INDEX consent_current ON consent (consent_id) WHERE valid_until IS NULL;
      CREATE INDEX consent_record ON consent (record_key) WHERE valid_until IS NULL;

      CREATE TABLE provision (
        consent_id uuid NOT NULL,
        version int NOT NULL,
        nth int NOT NULL,
        effect text NOT NULL,
        covers text[] NOT NULL,
        purposes text[] NOT NULL,
        recipients jsonb NOT NULL,
        starts_at timestamptz,
        ends_at timestamptz,
        PRIMARY KEY (consent_id, version, nth),
        FOREIGN KEY (consent_id, version) REFERENCES consent
      );

      CREATE TABLE restriction (
        restriction_id uuid NOT NULL,
        version int NOT NULL,
        valid_from timestamptz NOT NULL,
        valid_until timestamptz,
        recorded_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        reason text NOT NULL,
        person_id uuid NOT NULL,
        accepted_by text NOT NULL,
        covers text[] NOT NULL,
        purposes text[] NOT NULL,
        departments text[] NOT NULL,
        PRIMARY KEY (restriction_id, version)
      );
      CREATE INDEX restriction_person ON restriction (person_id);

      CREATE TABLE epoch (name text PRIMARY KEY, value bigint NOT NULL);
    `);
    await comment(
      runner,
      'record_fact',
      'Whose record it is, as identity-service says, and what it is labelled.',
      {
        record_key: 'personal: department, source and record id, or dataset and aggregate id.',
        dataset: 'Dataset of the record.',
        department: 'Owner.',
        labels: 'Legal labels of the record itself.',
        person_id: 'personal: the person; null while withdrawn or not yet linked.',
        confidence: 'confirmed or probable: permits travel over confirmed links only.',
        link_version: 'Only a newer one is applied.',
        record_version: 'Version of the record that was linked.',
        withdrawn_reason: 'voided, sealed or purged.',
        withdrawn_version: 'Version of the record that was withdrawn; a later one counts again.',
      },
    );
    await comment(runner, 'relation', 'Which user or team has to do with which person or record.', {
      relation_id: 'personal: made of what it was drawn from.',
      version: 'Only a newer one is applied.',
      kind: 'Kind of relation.',
      user_id: 'personal: the user.',
      team_id: 'Or the team.',
      team_role: 'Only members of the team with this role.',
      place: 'Team and role in one word.',
      person_id: 'personal: the person.',
      record_key: 'personal: or the record, whose person is reached over a confirmed link.',
      information_classes: 'What a care team may see; null: not narrowed.',
      context: 'Incident, case, project or conference it comes from.',
      department: 'Department whose relation it is.',
      valid_from: 'From.',
      valid_until: 'Until; null while it lasts.',
      recorded_at: 'When it was written.',
      recorded_by: 'Event or service that told.',
      reason: 'Why: type of the event, or the command.',
    });
    await comment(runner, 'roster_entry', 'People whom a multi-disciplinary team works with.', {
      case_id: 'personal: the case.',
      version: 'Only a newer one is applied.',
      team_id: 'The team of the programme.',
      programme: 'Programme of the case.',
      legal_mode: 'Under which mode of the law the team shares.',
      person_id: 'personal: the person.',
      record_key: 'personal: or a record of somebody not yet linked.',
      homeless_evidence_on: 'personal: local date of the newest evidence of homelessness.',
      homeless_evidence_source: 'Where the evidence comes from.',
      opened_at: 'From.',
      closed_at: 'Until; null while open.',
    });
    await comment(runner, 'consent', 'Consent forms, each change a version.', {
      consent_id: 'Id of the form.',
      version: 'Rises by one with each change.',
      valid_from: 'This version counts from here.',
      valid_until: 'And until here; null while it counts.',
      recorded_at: 'When this version was written.',
      recorded_by: 'personal: who wrote it.',
      reason: 'The command.',
      record_key: "personal: the discloser's record on which it hangs.",
      kind: 'Kind of form.',
      family: 'Family of forms: the newest received of a family stands alone.',
      discloser: 'Department that may disclose under it.',
      form: 'personal: signer, recipients, instants, statements, revocation.',
    });
    await comment(runner, 'provision', 'What a form permits or denies.', {
      consent_id: 'The form.',
      version: 'Its version.',
      nth: 'Place in the form.',
      effect: 'permit or deny.',
      covers: 'Elements or datasets.',
      purposes: 'Purposes; none: every purpose.',
      recipients: 'personal: recipients where they differ from those of the form.',
      starts_at: 'From.',
      ends_at: 'Until.',
    });
    await comment(runner, 'restriction', 'Wishes of persons that a department accepted.', {
      restriction_id: 'Id of the restriction.',
      version: 'Rises by one with each change.',
      valid_from: 'From.',
      valid_until: 'Until; null while it counts.',
      recorded_at: 'When this version was written.',
      recorded_by: 'personal: who wrote it.',
      reason: 'The command.',
      person_id: 'personal: the person.',
      accepted_by: 'Department that accepted it.',
      covers: 'Elements or datasets; none: all of the department.',
      purposes: 'Purposes; none: every purpose.',
      departments: 'Departments kept out; none: all others.',
    });
    await comment(
      runner,
      'epoch',
      'Counters: a decision is released only while those it used have not moved.',
      {
        name: 'personal: policy, dsa, relation:user or consent:person.',
        value: 'Rises by one with each change.',
      },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE epoch, restriction, provision, consent, roster_entry, relation, record_fact',
    );
  }
}
