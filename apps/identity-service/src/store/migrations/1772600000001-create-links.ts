import type { MigrationInterface, QueryRunner } from 'typeorm';
import { comment } from './comment.js';

export class CreateLinks1772600000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE description (
        no int PRIMARY KEY,
        hash text NOT NULL UNIQUE,
        features json NOT NULL,
        keys bigint[] NOT NULL,
        self_weight int NOT NULL,
        is_unlinkable boolean NOT NULL
      );
      CREATE TABLE edge (
        a int NOT NULL,
        b int NOT NULL,
        weight int NOT NULL,
        pattern bigint NOT NULL,
        model_id text NOT NULL,
        epoch_id text NOT NULL,
        PRIMARY KEY (a, b),
        CHECK (a < b)
      );
      CREATE INDEX edge_b ON edge (b);
      CREATE TABLE subject (
        record_no int PRIMARY KEY,
        record_key text NOT NULL UNIQUE,
        version int NOT NULL,
        department text NOT NULL,
        dataset text NOT NULL,
        labels text[] NOT NULL,
        state text NOT NULL CHECK (state IN ('present', 'withdrawn', 'erased')),
        content_hash text,
        description_no int,
        link_version int NOT NULL
      );
      CREATE INDEX subject_description ON subject (description_no);
      CREATE TABLE subject_version (
        record_no int NOT NULL,
        version int NOT NULL,
        description_no int,
        from_step bigint NOT NULL,
        to_step bigint,
        PRIMARY KEY (record_no, from_step)
      );
      CREATE INDEX subject_version_description ON subject_version (description_no);`);
    await comment(runner, 'description', 'A distinct set of identity features; immutable.', {
      no: 'Number of the description.',
      hash: 'personal: content address; with a record key where it is not shared.',
      features: 'personal: normalised features, numbers as keyed hashes.',
      keys: 'personal: blocking keys, 53-bit hashes; the index over them is in memory.',
      self_weight: 'Weight against itself in 1/1000 bit: how much it says.',
      is_unlinkable: 'It says too little, or not who it is about: only a judgement links it.',
    });
    await comment(
      runner,
      'edge',
      'A scored pair from the edge threshold on, or of namesakes that must stay apart.',
      {
        a: 'personal: smaller description number.',
        b: 'personal: larger description number.',
        weight: 'Log odds in 1/1000 bit.',
        pattern: 'personal: level of each comparison, five bits each, and the namesake mark.',
        model_id: 'Model that scored it.',
        epoch_id: 'Frequencies that scored it.',
      },
    );
    await comment(runner, 'subject', 'A record of a department as identity-service knows it now.', {
      record_no: 'Number of the record.',
      record_key: 'personal: department/source/record id.',
      version: 'Newest version applied.',
      department: 'Department that reported it.',
      dataset: 'Dataset of the record: search scope.',
      labels: 'personal: labels of the record: search scope, never compared.',
      state: 'present, withdrawn (linked no more) or erased (features deleted).',
      content_hash: 'personal: content address of its features.',
      description_no: 'personal: description in force; null when not present.',
      link_version: 'Counter of its assignments.',
    });
    await comment(
      runner,
      'subject_version',
      'Which description each version of a record had; a judgement may set it apart or back.',
      {
        record_no: 'personal: number of the record.',
        version: 'Version of the record.',
        description_no: 'personal: description of that version; null when withdrawn or erased.',
        from_step: 'Step that applied it.',
        to_step: 'Step that replaced it.',
      },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE subject_version, subject, edge, description');
  }
}
