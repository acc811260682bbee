import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';
import type { EntityManager } from 'typeorm';

/** Newest first; older ones than these have signed nothing that is still in force. */
const SERVED = 3;

@Injectable()
export class PermitKeyRepository {
  async register(keyId: string, publicJwk: JWK, at: Date, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO permit_key AS kept (key_id, public_jwk, first_seen_at, last_seen_at)
       VALUES ($1, $2, $3, $3)
       ON CONFLICT (key_id) DO UPDATE SET last_seen_at = greatest(kept.last_seen_at, excluded.last_seen_at)`,
      [keyId, publicJwk, at],
    );
  }

  async list(tx: EntityManager): Promise<JWK[]> {
    const rows: { public_jwk: JWK }[] = await tx.query(
      'SELECT public_jwk FROM permit_key ORDER BY last_seen_at DESC, key_id LIMIT $1',
      [SERVED],
    );
    return rows.map(({ public_jwk }) => public_jwk);
  }
}
