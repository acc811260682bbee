import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateMdtCase1795400100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mdt_case (
        case_id uuid PRIMARY KEY,
        version int NOT NULL,
        status text NOT NULL,
        person_id uuid,
        anchor_record_key text,
        is_person_uncertain boolean NOT NULL,
        programme text NOT NULL,
        origin text NOT NULL,
        crossing jsonb,
        lead_user_id text,
        enrolment jsonb,
        reason text,
        destination text,
        proposed_at timestamptz NOT NULL,
        at timestamptz NOT NULL,
        CHECK (person_id IS NOT NULL OR anchor_record_key IS NOT NULL)
      );
      CREATE INDEX mdt_case_person ON mdt_case (person_id);
      CREATE INDEX mdt_case_anchor ON mdt_case (anchor_record_key);
      CREATE INDEX mdt_case_lead ON mdt_case (lead_user_id) WHERE status <> 'closed';
      CREATE TABLE crossing (
        person_id uuid NOT NULL,
        measure text NOT NULL,
        version int NOT NULL,
        PRIMARY KEY (person_id, measure)
      );
      CREATE TABLE case_line (
        line_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES mdt_case,
        code text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX case_line_case ON case_line (case_id);
      CREATE TABLE care_team_member (
        case_id uuid NOT NULL REFERENCES mdt_case,
        user_id text NOT NULL,
        role text NOT NULL,
        information_classes text[] NOT NULL,
        from_at timestamptz NOT NULL,
        to_at timestamptz,
        PRIMARY KEY (case_id, user_id, role, from_at)
      );
      CREATE INDEX care_team_member_user ON care_team_member (user_id) WHERE to_at IS NULL;
      CREATE TABLE contact (
        contact_id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES mdt_case,
        contacted_at timestamptz NOT NULL,
        method text NOT NULL,
        result text NOT NULL,
        user_id text
      );
      CREATE INDEX contact_case ON contact (case_id);
      CREATE TABLE field_card (
        case_id uuid PRIMARY KEY REFERENCES mdt_case,
        safety jsonb NOT NULL,
        how_to_help jsonb NOT NULL,
        call_now text NOT NULL,
        agreed_at timestamptz NOT NULL,
        reviewed_at timestamptz NOT NULL,
        written_by text NOT NULL
      );
    `);
    await runner.query(
      comment('mdt_case', 'personal: a person the MDT looks after, or was asked to.', {
        case_id: 'Id of the case.',
        version: 'Counts up with every step.',
        status: 'proposed, offered, enrolled, active, inactive or closed.',
        person_id: 'personal: person, once linked.',
        anchor_record_key: 'personal: record the case was made from; it decides after a split.',
        is_person_uncertain: 'A split left open whose case it is.',
        programme: 'Programme.',
        origin: 'personal: who or what proposed it.',
        crossing: 'personal: measure, definition version and as-of date; never a count.',
        lead_user_id: 'Lead case manager.',
        enrolment: 'personal: when the person agreed, decision, study arm.',
        reason: 'personal: why it was closed.',
        destination: 'personal: where the person went.',
        proposed_at: 'UTC instant of the nomination.',
        at: 'UTC instant of the last step.',
      }) +
        comment('crossing', 'personal: the newest crossing of a line that was acted upon.', {
          person_id: 'personal: person the report named.',
          measure: 'personal: utilisation measure; no count.',
          version: 'Only a higher one is acted upon.',
        }) +
        comment('case_line', 'personal: what else happened to a case, append-only.', {
          line_id: 'Order.',
          case_id: 'personal: case.',
          code: 'personal: aged_out, withdrawn, person_uncertain or record_withdrawn.',
          at: 'UTC instant.',
        }) +
        comment('care_team_member', 'personal: who cares for a person in which role.', {
          case_id: 'personal: case.',
          user_id: 'User.',
          role: 'Role in the care team.',
          information_classes: 'Classes of information the member may know.',
          from_at: 'UTC instant of joining.',
          to_at: 'UTC instant of leaving.',
        }) +
        comment('contact', 'personal: contacts of the team with the person.', {
          contact_id: 'Id of the contact.',
          case_id: 'personal: case.',
          contacted_at: 'personal: UTC instant.',
          method: 'personal: how.',
          result: 'personal: reached, not_reached or refused.',
          user_id: 'Who logged it.',
        }) +
        comment('field_card', 'personal: what responders should know, agreed with the person.', {
          case_id: 'personal: case it was written for.',
          safety: 'personal: structured facts, each with its expiry.',
          how_to_help: 'personal: triggers, ordered steps that calm, language.',
          call_now: 'Telephone of the person on call.',
          agreed_at: 'personal: UTC instant at which the person agreed.',
          reviewed_at: 'UTC instant of the last review; hidden 12 months later.',
          written_by: 'Lead who approved it.',
        }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE field_card, contact, care_team_member, case_line, crossing, mdt_case',
    );
  }
}
