import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

/** Decisions, disclosures and the audit chain. */
export class CreateLedger1795400000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE decision (
        decision_id uuid PRIMARY KEY,
        decided_at timestamptz NOT NULL,
        valid_until timestamptz NOT NULL,
        user_id text NOT NULL,
        caller text NOT NULL,
        is_on_behalf boolean NOT NULL,
        outcome text NOT NULL,
        epochs jsonb NOT NULL,
        request jsonb NOT NULL,
        facts jsonb NOT NULL,
        is_one_use boolean NOT NULL,
        released_at timestamptz
      );
      CREATE INDEX decision_decided_at ON decision (decided_at);

      CREATE TABLE permit (
        permit_id uuid PRIMARY KEY,
        decision_id uuid NOT NULL REFERENCES decision,
        audience text NOT NULL,
        records jsonb NOT NULL
      );

      CREATE TABLE disclosure (
        disclosure_id uuid PRIMARY KEY,
        decision_id uuid NOT NULL REFERENCES decision,
        disclosed_at timestamptz NOT NULL,
        subject_pseudonym text NOT NULL,
        owner text NOT NULL,
        recipient_department text NOT NULL,
        purpose text NOT NULL,
        datasets text[] NOT NULL,
        kind text NOT NULL,
        held_back_until timestamptz
      );
      CREATE INDEX disclosure_subject ON disclosure (subject_pseudonym, disclosed_at);

      CREATE TABLE audit_head (
        partition text PRIMARY KEY,
        department text NOT NULL,
        day date NOT NULL,
        seq bigint NOT NULL,
        hash bytea NOT NULL,
        at timestamptz NOT NULL,
        is_closed boolean NOT NULL DEFAULT false,
        UNIQUE (department, day)
      );

      CREATE TABLE audit_entry (
        partition text NOT NULL,
        seq bigint NOT NULL,
        entry jsonb NOT NULL,
        prev_hash bytea NOT NULL,
        hash bytea NOT NULL,
        decision_id uuid GENERATED ALWAYS AS ((entry ->> 'decisionId')::uuid) STORED,
        subject_pseudonym text GENERATED ALWAYS AS (entry ->> 'subjectPseudonym') STORED,
        PRIMARY KEY (partition, seq)
      );
      CREATE INDEX audit_entry_decision ON audit_entry (decision_id);
      CREATE INDEX audit_entry_subject ON audit_entry (subject_pseudonym);

      CREATE TABLE audit_checkpoint (
        seq bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        heads jsonb NOT NULL,
        root_hash bytea NOT NULL,
        signature bytea NOT NULL
      );

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the audit chain is never changed' USING ERRCODE = '42501';
      END $$;
      CREATE TRIGGER audit_entry_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      CREATE TRIGGER audit_checkpoint_is_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoint
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
      REVOKE ALL ON audit_entry, audit_checkpoint FROM PUBLIC;
      REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_checkpoint FROM CURRENT_USER;
    `);
    await comment(
      runner,
      'decision',
      'Every decision with all it rested on, so that it can be explained and repeated.',
      {
        decision_id: 'Id of the decision, also of its permits.',
        decided_at: 'Instant for which it was taken.',
        valid_until: 'Nothing is released from this instant on.',
        user_id: 'personal: the user it was taken for.',
        caller: 'Service that asked.',
        is_on_behalf: 'A listed service asked for the user; no user token came along.',
        outcome: 'PERMIT, PARTIAL or DENY, as the public face shows it.',
        epochs: 'personal: epochs that were used, with person and user ids in their names.',
        request: 'personal: the request, ids only.',
        facts: 'personal: what it rested on; the policy is found by its epoch.',
        is_one_use: 'May be released once only.',
        released_at: 'When the last check before the bytes left passed.',
      },
    );
    await comment(runner, 'permit', 'Permits too long for a header: the owner fetches them.', {
      permit_id: 'Id in the short token.',
      decision_id: 'The decision it follows from.',
      audience: 'The only service that may fetch it.',
      records: 'personal: record keys, elements and labels.',
    });
    await comment(
      runner,
      'disclosure',
      'What left one department for another, for the accounting.',
      {
        disclosure_id: 'Id of the disclosure.',
        decision_id: 'The decision that allowed it.',
        disclosed_at: 'When it was allowed.',
        subject_pseudonym: 'personal: keyed hash of the person id.',
        owner: 'Department whose data it was.',
        recipient_department: 'Department that received it.',
        purpose: 'Purpose of the request.',
        datasets: 'Datasets shown.',
        kind: 'Kind of disclosure: tpo, consented, accountable, other.',
        held_back_until: 'Not listed to the person before this instant.',
      },
    );
    await comment(runner, 'audit_head', 'Last entry of each chain: one per owner and UTC day.', {
      partition: 'Owner and day.',
      department: 'Owner of the data.',
      day: 'UTC day.',
      seq: 'Sequence of the last entry.',
      hash: 'Hash of the last entry, or of the chain before while there is none.',
      at: 'Instant of the last entry: the clock may not go back behind it.',
      is_closed: 'A later day has begun: nothing is added any more.',
    });
    await comment(runner, 'audit_entry', 'Audit chain. Rows are inserted and never changed.', {
      partition: 'Owner and UTC day.',
      seq: 'Place in the chain, from 1.',
      entry: 'personal: who did what for which purpose, ids only; hashed as RFC 8785 JSON.',
      prev_hash: 'Hash of the entry before; of the chain before for the first.',
      hash: 'SHA-256 of the previous hash and the entry.',
      decision_id: 'Taken out of the entry.',
      subject_pseudonym: 'personal: taken out of the entry.',
    });
    await comment(runner, 'audit_checkpoint', 'Signed heads of all chains, exported elsewhere.', {
      seq: 'Number of the checkpoint.',
      at: 'When it was taken.',
      heads: 'Partition, sequence and hash of every chain of the last days.',
      root_hash: 'Merkle root (RFC 6962) over the heads.',
      signature: 'Ed25519 signature of the root.',
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE audit_checkpoint, audit_entry, audit_head, disclosure, permit, decision;
      DROP FUNCTION refuse_change();
    `);
  }
}
