import type { EntityManager } from 'typeorm';
import type { Learnt } from '../domain/bulk/learn-and-link.js';
import { epochFrom, keepEpoch, type KeptEpoch } from '../domain/training/learnt-text.js';

/** A model and the frequencies it is used with, by their ids. */
export interface Pair {
  readonly modelId: string;
  readonly epochId: string;
}

/** Both are immutable: an id is the digest of what it says. */
export async function saveLearnt({ model, epoch }: Learnt, tx: EntityManager): Promise<void> {
  await tx.query('INSERT INTO model (id, content) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    model.id,
    JSON.stringify(model),
  ]);
  await tx.query('INSERT INTO epoch (id, content) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    epoch.id,
    JSON.stringify(keepEpoch(epoch)),
  ]);
}

export async function findLearnt(
  { modelId, epochId }: Pair,
  tx: EntityManager,
): Promise<Learnt | undefined> {
  const [row]: { model: Learnt['model']; epoch: KeptEpoch }[] = await tx.query(
    `SELECT model.content AS model, epoch.content AS epoch FROM model CROSS JOIN epoch
      WHERE model.id = $1 AND epoch.id = $2`,
    [modelId, epochId],
  );
  return row && { model: row.model, epoch: epochFrom(row.epoch) };
}
