import { columns, send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Changes } from '../../domain/resolution/changes.js';

/** What people and sources have said, and taken back. */
export async function saveJudgements(changes: Changes, tx: EntityManager): Promise<void> {
  await Promise.all([saveSaid(changes, tx), saveNamed(changes, tx), saveRevoked(changes, tx)]);
}

async function saveSaid({ judgements }: Changes, tx: EntityManager) {
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

async function saveNamed({ judgements }: Changes, tx: EntityManager) {
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

async function saveRevoked({ revocations }: Changes, tx: EntityManager) {
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
