import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Changes } from '../domain/resolution/changes.js';
import type { Memory } from '../domain/resolution/memory.js';
import type { Lease } from './lease.repository.js';
import { toReviewTaskRow } from './review-task.mapping.js';
import { send } from './send.js';

/** Writes what a batch of steps did: one statement per table, whatever the number of rows. */
@Injectable()
export class ChangesRepository {
  async save(changes: Changes, memory: Memory, lease: Lease, tx: EntityManager): Promise<void> {
    const frozen = { model_id: memory.model.id, epoch_id: memory.epoch.id };
    // Sent one after the other, answered together.
    await Promise.all([
      this.saveSteps(changes, { ...frozen, lease_epoch: lease.epoch }, tx),
      this.saveDescriptions(changes, tx),
      this.saveEdges(changes, frozen, tx),
      this.saveSubjects(changes, tx),
      this.closeVersions(changes, tx),
      this.saveVersions(changes, tx),
      this.savePersons(changes, tx),
      this.closeMemberships(changes, tx),
      this.saveMemberships(changes, tx),
      this.saveJudgements(changes, tx),
      this.saveNamed(changes, tx),
      this.saveRevocations(changes, tx),
      this.saveReviews(changes, tx),
    ]);
    await this.erase(changes, memory, tx);
  }

  private async saveSteps({ steps }: Changes, frozen: object, tx: EntityManager) {
    const rows = steps.map((step) => ({ ...step, ...frozen })) as readonly Record<
      string,
      unknown
    >[];
    await send(
      tx,
      {
        text: `WITH taken AS (
         UPDATE intake SET taken_step = step.seq, command = NULL
           FROM unnest($1::bigint[], $2::bigint[]) AS step (seq, intake_seq) WHERE intake.seq = step.intake_seq)
       INSERT INTO step (seq, kind, ref, lease_epoch, model_id, epoch_id)
       SELECT * FROM unnest($1::bigint[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[])`,
      },
      columns(rows, ['seq', 'intakeSeq', 'kind', 'ref', 'lease_epoch', 'model_id', 'epoch_id']),
    );
  }

  private async saveDescriptions({ descriptions }: Changes, tx: EntityManager) {
    if (descriptions.length === 0) return;
    const rows = descriptions.map(({ description, features, selfWeight }) => ({
      no: description.no,
      hash: description.hash,
      features: JSON.stringify(features),
      selfWeight,
      isUnlinkable: description.isUnlinkable,
    }));
    await send(
      tx,
      {
        name: 'save-descriptions',
        text: `INSERT INTO description (no, hash, features, self_weight, is_unlinkable)
       SELECT * FROM unnest($1::int[], $2::text[], $3::json[], $4::int[], $5::boolean[])`,
      },
      columns(rows, ['no', 'hash', 'features', 'selfWeight', 'isUnlinkable']),
    );
  }

  private async saveEdges({ edges }: Changes, frozen: object, tx: EntityManager) {
    if (edges.length === 0) return;
    const { model_id, epoch_id } = frozen as { model_id: string; epoch_id: string };
    await send(
      tx,
      {
        name: 'save-edges',
        text: `INSERT INTO edge (a, b, weight, pattern, model_id, epoch_id)
       SELECT *, $5, $6 FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[])`,
      },
      [...columns(edges, ['a', 'b', 'weight', 'pattern']), model_id, epoch_id],
    );
  }

  private async saveSubjects({ records }: Changes, tx: EntityManager) {
    if (records.size === 0) return;
    const rows = [...records].map((record) => ({
      ...record,
      labels: `{${record.labels.join(',')}}`,
      descriptionNo: record.description?.no ?? null,
    }));
    await send(
      tx,
      {
        name: 'save-subjects',
        text: `INSERT INTO subject AS kept (record_no, record_key, version, department, dataset, labels, state,
                                    content_hash, description_no, link_version)
       SELECT record_no, record_key, version, department, dataset, labels::text[], state,
              content_hash, description_no, link_version
         FROM unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[],
                     $8::text[], $9::int[], $10::int[])
              AS row (record_no, record_key, version, department, dataset, labels, state,
                      content_hash, description_no, link_version)
       ON CONFLICT (record_no) DO UPDATE
          SET version = excluded.version, department = excluded.department, dataset = excluded.dataset,
              labels = excluded.labels, state = excluded.state, content_hash = excluded.content_hash,
              description_no = excluded.description_no, link_version = excluded.link_version
        WHERE kept.version <= excluded.version`,
      },
      columns(rows, [
        'no',
        'key',
        'version',
        'department',
        'dataset',
        'labels',
        'state',
        'hash',
        'descriptionNo',
        'linkVersion',
      ]),
    );
  }

  private async closeVersions({ closedVersions }: Changes, tx: EntityManager) {
    if (closedVersions.size === 0) return;
    await send(
      tx,
      {
        text: `UPDATE subject_version AS kept SET to_step = ended.step
         FROM unnest($1::int[], $2::bigint[]) AS ended (record_no, step)
        WHERE kept.record_no = ended.record_no AND kept.to_step IS NULL`,
      },
      [[...closedVersions.keys()], [...closedVersions.values()]],
    );
  }

  private async saveVersions({ versions }: Changes, tx: EntityManager) {
    if (versions.size === 0) return;
    await send(
      tx,
      {
        name: 'save-versions',
        text: `INSERT INTO subject_version (record_no, version, description_no, from_step, to_step)
       SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::bigint[])`,
      },
      columns([...versions.values()].flat(), [
        'recordNo',
        'version',
        'descriptionNo',
        'fromStep',
        'toStep',
      ]),
    );
  }

  private async savePersons({ persons }: Changes, tx: EntityManager) {
    if (persons.size === 0) return;
    await send(
      tx,
      {
        name: 'save-persons',
        text: `INSERT INTO person AS kept (id, status, merged_into, version, founding_record, created_step, changed_step)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::int[], $6::bigint[], $7::bigint[])
       ON CONFLICT (id) DO UPDATE
          SET status = excluded.status, merged_into = excluded.merged_into, version = excluded.version,
              changed_step = excluded.changed_step
        WHERE kept.version < excluded.version`,
      },
      columns(
        [...persons],
        ['id', 'status', 'mergedInto', 'version', 'foundingRecord', 'createdStep', 'changedStep'],
      ),
    );
  }

  private async closeMemberships({ closedMemberships }: Changes, tx: EntityManager) {
    if (closedMemberships.size === 0) return;
    await send(
      tx,
      {
        text: `UPDATE membership AS kept SET to_step = ended.step
         FROM unnest($1::int[], $2::bigint[]) AS ended (record_no, step)
        WHERE kept.record_no = ended.record_no AND kept.to_step IS NULL`,
      },
      [[...closedMemberships.keys()], [...closedMemberships.values()]],
    );
  }

  private async saveMemberships({ memberships }: Changes, tx: EntityManager) {
    if (memberships.size === 0) return;
    await send(
      tx,
      {
        name: 'save-memberships',
        text: `INSERT INTO membership (record_no, person_id, confidence, from_step, to_step, cause)
       SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])`,
      },
      columns([...memberships.values()].flat(), [
        'recordNo',
        'personId',
        'confidence',
        'fromStep',
        'toStep',
        'cause',
      ]),
    );
  }

  private async saveJudgements({ judgements }: Changes, tx: EntityManager) {
    if (judgements.length === 0) return;
    await send(
      tx,
      {
        text: `INSERT INTO judgement (id, verdict, actor, actor_kind, reason, made_at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
       ON CONFLICT (id) DO UPDATE SET revoked_by = NULL, revoked_reason = NULL, revoked_at = NULL`,
      },
      columns(judgements, ['judgementId', 'verdict', 'actor', 'actorKind', 'reason', 'at']),
    );
  }

  private async saveNamed({ judgements }: Changes, tx: EntityManager) {
    if (judgements.length === 0) return;
    const named = judgements.flatMap(({ judgementId, left, right }) =>
      Object.entries({ left, right }).flatMap(([side, keys]) =>
        keys.map((key, place) => ({ judgementId, side, place, key })),
      ),
    );
    await send(
      tx,
      {
        text: `INSERT INTO judgement_record (judgement_id, side, place, record_key)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[]) ON CONFLICT DO NOTHING`,
      },
      columns(named, ['judgementId', 'side', 'place', 'key']),
    );
  }

  private async saveRevocations({ revocations }: Changes, tx: EntityManager) {
    if (revocations.length === 0) return;
    await send(
      tx,
      {
        text: `UPDATE judgement SET revoked_by = said.actor, revoked_reason = said.reason, revoked_at = said.at
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS said (id, actor, reason, at)
        WHERE judgement.id = said.id AND revoked_at IS NULL`,
      },
      columns(revocations, ['judgementId', 'actor', 'reason', 'at']),
    );
  }

  /** A claim ends with the task. */
  private async saveReviews({ reviews }: Changes, tx: EntityManager) {
    if (reviews.size === 0) return;
    await send(
      tx,
      {
        name: 'save-reviews',
        text: `INSERT INTO review_task AS kept (id, kind, person_low, person_high, a, b, weight, priority, state,
                                        judgement_id, version, raised_step, changed_step)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::int[],
                            $8::int[], $9::text[], $10::uuid[], $11::int[], $12::bigint[], $13::bigint[])
       ON CONFLICT (id) DO UPDATE
          SET kind = excluded.kind, person_low = excluded.person_low, person_high = excluded.person_high,
              a = excluded.a, b = excluded.b, weight = excluded.weight, priority = excluded.priority,
              state = excluded.state, judgement_id = coalesce(excluded.judgement_id, kept.judgement_id),
              version = excluded.version, changed_step = excluded.changed_step,
              claimed_by = CASE WHEN excluded.state = 'open' THEN kept.claimed_by END,
              claimed_until = CASE WHEN excluded.state = 'open' THEN kept.claimed_until END
        WHERE kept.version < excluded.version`,
      },
      columns([...reviews.values()].map(toReviewTaskRow), [
        'id',
        'kind',
        'low',
        'high',
        'a',
        'b',
        'weight',
        'priority',
        'state',
        'judgementId',
        'version',
        'raisedStep',
        'changedStep',
      ]),
    );
  }

  /** Features of erased records go, wherever no other record has ever had them. */
  private async erase({ erased }: Changes, memory: Memory, tx: EntityManager) {
    if (erased.length === 0) return;
    const rows: { description_no: number }[] = await tx.query(
      `SELECT DISTINCT description_no FROM subject_version AS own
        WHERE record_no = ANY($1::int[]) AND description_no IS NOT NULL
          AND NOT EXISTS (SELECT FROM subject_version AS other
                           WHERE other.description_no = own.description_no
                             AND other.record_no <> ALL($1::int[]))`,
      [erased],
    );
    const gone = rows.map(({ description_no }) => description_no);
    await tx.query(
      'UPDATE subject_version SET description_no = NULL WHERE record_no = ANY($1::int[])',
      [erased],
    );
    await tx.query('DELETE FROM edge WHERE a = ANY($1::int[]) OR b = ANY($1::int[])', [gone]);
    await tx.query('DELETE FROM description WHERE no = ANY($1::int[])', [gone]);
    for (const no of gone) memory.erase(no);
  }
}
