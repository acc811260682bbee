import type { EntityManager } from 'typeorm';
import type { Model } from '../domain/matching/model.js';

/** A model is immutable: its id is the digest of what it says. */
export async function saveModel(model: Model, tx: EntityManager): Promise<void> {
  await tx.query('INSERT INTO model (id, content) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    model.id,
    JSON.stringify(model),
  ]);
}
