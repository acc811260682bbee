import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ClientBase } from 'pg';
import type { FirstLinks } from '../domain/load/first-links.js';
import type { FirstRecords } from '../domain/load/first-records.js';
import { bare } from './bare-tables.js';
import { copyIn, textArray } from './copy-in.js';
import type { Pair } from './model.repository.js';

/** All that is loaded came in this step. */
export const LOAD_STEP = 1;
/** What a load fills; what stands in any of these says that the service is not empty. */
const TABLES = [
  'description',
  'edge',
  'subject',
  'subject_version',
  'intake',
  'person',
  'membership',
];
const MUST_BE_EMPTY = [...TABLES, 'step', 'judgement', 'review_task', 'activation'];

/** Told after each part of the tables is written. */
export type OnWritten = (part: 'subjects' | 'edges' | 'memberships') => void;

/** Writes a whole population of linked records into empty tables: rows by `COPY`, indexes after. */
@Injectable()
export class LoadRepository {
  /** Which of the tables that must be empty are not. */
  async filled(tx: EntityManager): Promise<string[]> {
    const rows: { name: string }[] = await tx.query(
      MUST_BE_EMPTY.map(
        (name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name})`,
      ).join(' UNION ALL '),
    );
    return rows.map(({ name }) => name);
  }

  /** Nobody else writes until the transaction ends; the writer of before, if there is one, is none any more. */
  async lock(holder: string, tx: EntityManager): Promise<number> {
    await tx.query('SET LOCAL statement_timeout = 0');
    await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await tx.query('SET LOCAL lock_timeout = 30000');
    const [rows]: [{ epoch: number }[]] = await tx.query(
      `UPDATE resolver_lease SET holder = $1, epoch = epoch + 1, expires_at = '-infinity' RETURNING epoch`,
      [holder],
    );
    await tx.query(`LOCK TABLE ${MUST_BE_EMPTY.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    return rows[0]!.epoch;
  }

  /** The one step of the load; its activation is under way until everybody has been looked at for reviews. */
  async begin(
    { loadId, leaseEpoch, modelId, epochId }: Pair & { loadId: string; leaseEpoch: number },
    tx: EntityManager,
  ): Promise<void> {
    await tx.query('UPDATE activation SET from_step = $1', [LOAD_STEP]);
    await tx.query(
      `INSERT INTO step (seq, kind, ref, lease_epoch, model_id, epoch_id)
       VALUES ($1, 'load', $2, $3, $4, $5)`,
      [LOAD_STEP, loadId, leaseEpoch, modelId, epochId],
    );
  }

  async write(
    records: FirstRecords,
    links: FirstLinks,
    tx: EntityManager,
    onWritten: OnWritten = () => undefined,
  ): Promise<void> {
    if (!tx.queryRunner) throw new Error('There is no transaction to write it in.');
    const client = (await tx.queryRunner.connect()) as ClientBase;
    await tx.query(`SET LOCAL maintenance_work_mem = '256MB'`);

    const subjects = await bare(['description', 'subject', 'subject_version', 'intake'], tx);
    await copySubjects(records, links, client);
    await makeAll(subjects, tx);
    await tx.query(`SELECT setval(pg_get_serial_sequence('intake', 'seq'), $1)`, [
      Math.max(records.all.length, 1),
    ]);
    onWritten('subjects');

    const edges = await bare(['edge'], tx);
    await copyEdges(links, client);
    await makeAll(edges, tx);
    onWritten('edges');

    const memberships = await bare(['person', 'membership'], tx);
    await copyMemberships(links, client);
    await makeAll(memberships, tx);
    onWritten('memberships');
  }
}

async function makeAll(statements: readonly string[], tx: EntityManager): Promise<void> {
  for (const statement of statements) await tx.query(statement);
}

async function copySubjects(records: FirstRecords, links: FirstLinks, client: ClientBase) {
  await copyIn(
    client,
    'description (no, hash, features, self_weight, is_unlinkable)',
    links.descriptions(),
    ({ no, hash, features, selfWeight, isUnlinkable }, out) => {
      out.int(no);
      out.text(hash);
      out.field(features);
      out.int(selfWeight);
      out.boolean(isUnlinkable);
    },
  );
  const arrays = new Map<readonly string[], Buffer>();
  const arrayOf = (labels: readonly string[]) => {
    const known = arrays.get(labels) ?? textArray(labels);
    arrays.set(labels, known);
    return known;
  };
  await copyIn(
    client,
    `subject (record_no, record_key, version, department, dataset, labels, state, content_hash,
              description_no, link_version)`,
    links.links(),
    ({ record: { recordKey, recordVersion, origin, hash }, recordNo, descriptionNo }, out) => {
      out.int(recordNo);
      out.text(recordKey);
      out.int(recordVersion);
      out.text(origin.department);
      out.text(origin.dataset);
      out.field(arrayOf(origin.labels));
      out.text('present');
      out.text(hash);
      out.int(descriptionNo);
      out.int(1);
    },
  );
  await copyIn(
    client,
    'subject_version (record_no, version, description_no, from_step)',
    links.links(),
    ({ record: { recordVersion }, recordNo, descriptionNo }, out) => {
      out.int(recordNo);
      out.int(recordVersion);
      out.int(descriptionNo);
      out.bigint(LOAD_STEP);
    },
  );
  await copyIn(
    client,
    'intake (seq, record_key, record_version, content_hash, taken_step)',
    records.all.entries(),
    ([no, { recordKey, recordVersion, contentHash }], out) => {
      out.bigint(no + 1);
      out.text(recordKey);
      out.int(recordVersion);
      out.text(contentHash);
      out.bigint(LOAD_STEP);
    },
  );
}

async function copyEdges(links: FirstLinks, client: ClientBase) {
  const { model, epoch } = links.learnt;
  await copyIn(
    client,
    'edge (a, b, weight, pattern, model_id, epoch_id)',
    links.edges(),
    ({ a, b, weight, pattern }, out) => {
      out.int(a);
      out.int(b);
      out.int(weight);
      out.bigint(pattern);
      out.text(model.id);
      out.text(epoch.id);
    },
  );
}

async function copyMemberships(links: FirstLinks, client: ClientBase) {
  await copyIn(
    client,
    'person (id, status, version, founding_record, created_step, changed_step)',
    links.persons(),
    ({ id, foundingRecord }, out) => {
      out.uuid(id);
      out.text('active');
      out.int(1);
      out.int(foundingRecord);
      out.bigint(LOAD_STEP);
      out.bigint(LOAD_STEP);
    },
  );
  await copyIn(
    client,
    'membership (record_no, person_id, confidence, from_step, cause)',
    links.links(),
    ({ recordNo, personId, confidence }, out) => {
      out.int(recordNo);
      out.uuid(personId);
      out.text(confidence);
      out.bigint(LOAD_STEP);
      out.text('new-record');
    },
  );
}
