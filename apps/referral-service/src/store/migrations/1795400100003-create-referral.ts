import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateReferral1795400100003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE referral (
        referral_id uuid PRIMARY KEY,
        version int NOT NULL,
        state text NOT NULL,
        person_id uuid,
        anchor_record_key text,
        is_person_uncertain boolean NOT NULL,
        case_id uuid,
        service_id text NOT NULL REFERENCES service,
        department text NOT NULL,
        labels text[] NOT NULL,
        need_category text NOT NULL,
        urgency text NOT NULL,
        door text NOT NULL,
        sender_user_id text NOT NULL,
        receiver_user_id text,
        discloses text[] NOT NULL,
        purpose text,
        decision_id text,
        drafted_at timestamptz NOT NULL,
        sent_at timestamptz,
        acknowledged_at timestamptz,
        accepted_at timestamptz,
        state_since timestamptz NOT NULL,
        at timestamptz NOT NULL,
        reason_code text,
        review_from text,
        hold_resume_to text,
        hold_reason text,
        cancel_resume_to text,
        hold_minutes int NOT NULL,
        appointment jsonb,
        outcome jsonb,
        void_proposed_by text,
        chain_id uuid NOT NULL,
        rerouted_from uuid,
        CHECK (person_id IS NOT NULL OR anchor_record_key IS NOT NULL)
      );
      CREATE INDEX referral_person ON referral (person_id);
      CREATE INDEX referral_anchor ON referral (anchor_record_key);
      CREATE INDEX referral_service ON referral (service_id, state);
      CREATE INDEX referral_sender ON referral (sender_user_id);
      CREATE TABLE referral_transition (
        referral_id uuid NOT NULL REFERENCES referral,
        version int NOT NULL,
        rule text NOT NULL,
        from_state text,
        to_state text NOT NULL,
        at timestamptz NOT NULL,
        actor_role text NOT NULL,
        user_id text,
        reason_code text,
        appointment jsonb,
        outcome jsonb,
        PRIMARY KEY (referral_id, version)
      );
      CREATE TABLE timer (
        referral_id uuid NOT NULL REFERENCES referral,
        timer text NOT NULL,
        step int NOT NULL,
        ends_with text NOT NULL,
        due_at timestamptz,
        left_over jsonb,
        PRIMARY KEY (referral_id, timer, step),
        CHECK ((due_at IS NULL) <> (left_over IS NULL))
      );
      CREATE INDEX timer_due ON timer (due_at) WHERE ends_with IN ('fire', 'release');
      CREATE TABLE recheck (
        referral_id uuid PRIMARY KEY REFERENCES referral,
        asked int NOT NULL DEFAULT 1,
        due_at timestamptz NOT NULL
      );
      CREATE INDEX recheck_due ON recheck (due_at);
      CREATE TABLE command_log (
        command_id uuid PRIMARY KEY,
        user_id text NOT NULL,
        digest text NOT NULL,
        answer jsonb NOT NULL,
        at timestamptz NOT NULL
      );
    `);
    await runner.query(
      comment('referral', 'personal: a person sent to a service, as it stands now.', {
        referral_id: 'Id of the referral.',
        version: 'Counts up with every step.',
        state: 'personal: one of the 17 states.',
        person_id: 'personal: person, once linked.',
        anchor_record_key: 'personal: record it was made from; it decides after a split.',
        is_person_uncertain: 'A split left open whose referral it is: it discloses nothing.',
        case_id: 'personal: case it belongs to.',
        service_id: 'personal: service.',
        department: 'Owner: department that answers for the service.',
        labels: 'Legal labels.',
        need_category: 'personal: need.',
        urgency: 'routine, urgent or immediate.',
        door: 'Door it came through.',
        sender_user_id: 'User who sends it.',
        receiver_user_id: 'Intake worker of the provider, from acceptance on whoever took it.',
        discloses: 'Element ids that the provider is told.',
        purpose: 'Purpose of the decision it was sent under.',
        decision_id: 'Decision it was sent under.',
        drafted_at: 'UTC instant.',
        sent_at: 'UTC instant.',
        acknowledged_at: 'UTC instant at which the provider opened it.',
        accepted_at: 'UTC instant.',
        state_since: 'UTC instant of entering the state.',
        at: 'UTC instant of the last step.',
        reason_code: 'personal: reason of the last step that had one.',
        review_from: 'State before a decline review.',
        hold_resume_to: 'personal: state to come back to after a hold.',
        hold_reason: 'personal: why it is on hold.',
        cancel_resume_to: 'State to come back to when a request to cancel is taken back.',
        hold_minutes: 'Minutes spent on hold so far.',
        appointment: 'personal: appointment in force, with its version.',
        outcome: 'personal: outcome.',
        void_proposed_by: 'First of the two people who void it.',
        chain_id: 'First referral of a chain of rerouted ones.',
        rerouted_from: 'Referral before this one.',
      }) +
        comment('referral_transition', 'personal: every step a referral took, append-only.', {
          referral_id: 'personal: referral.',
          version: 'Version after the step.',
          rule: 'Row of the transition table.',
          from_state: 'personal: state before.',
          to_state: 'personal: state after.',
          at: 'UTC instant.',
          actor_role: 'S sender, P provider, C coordinator, X the system.',
          user_id: 'User; none for the system.',
          reason_code: 'personal: reason.',
          appointment: 'personal: appointment after the step.',
          outcome: 'personal: outcome after the step.',
        }) +
        comment('timer', 'Deadlines, computed again in the transaction of every transition.', {
          referral_id: 'personal: referral.',
          timer: 'Timer of the table.',
          step: 'Which of its steps.',
          ends_with: 'remind, escalate, fire or release.',
          due_at: 'UTC instant; none while stopped.',
          left_over: 'What is left while stopped, in business or elapsed minutes.',
        }) +
        comment('recheck', 'Referrals whose disclosure has to be decided again.', {
          referral_id: 'personal: referral.',
          asked: 'Counts up with every cause: an answer to an older one is not the last.',
          due_at: 'UTC instant.',
        }) +
        comment('command_log', 'Commands that were carried out: a repeat gets the first answer.', {
          command_id: 'Id the client gave.',
          user_id: 'Who gave it.',
          digest: 'SHA-256 of route and body.',
          answer: 'The first answer: id, version, state.',
          at: 'UTC instant.',
        }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE command_log, recheck, timer, referral_transition, referral');
  }
}
