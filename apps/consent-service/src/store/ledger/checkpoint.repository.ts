import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Checkpoint, SignedHead } from './checkpoint.js';

interface Row {
  readonly seq: string;
  readonly at: Date;
  readonly heads: SignedHead[];
  readonly root_hash: Buffer;
  readonly prev_hash: Buffer;
  readonly key_id: string;
  readonly signature: Buffer;
}

const COLUMNS = 'seq, at, heads, root_hash, prev_hash, key_id, signature';

@Injectable()
export class CheckpointRepository {
  /** One instance at a time; the others need not wait. */
  async isMine(tx: EntityManager): Promise<boolean> {
    const [row] = await tx.query<{ mine: boolean }[]>(
      `SELECT pg_try_advisory_xact_lock(hashtext('audit_checkpoint')) AS mine`,
    );
    return row?.mine ?? false;
  }

  async last(tx: EntityManager): Promise<Checkpoint | undefined> {
    const [row] = await tx.query<Row[]>(
      `SELECT ${COLUMNS} FROM audit_checkpoint ORDER BY seq DESC LIMIT 1`,
    );
    return row && toCheckpoint(row);
  }

  /** In their order. */
  async after(seq: number, limit: number, tx: EntityManager): Promise<Checkpoint[]> {
    const rows = await tx.query<Row[]>(
      `SELECT ${COLUMNS} FROM audit_checkpoint WHERE seq > $1 ORDER BY seq LIMIT $2`,
      [seq, limit],
    );
    return rows.map(toCheckpoint);
  }

  /** The newest chain of every owner, and those that were closed since a day: older ones were signed as they ended. */
  async heads(sinceDay: string, tx: EntityManager): Promise<SignedHead[]> {
    const rows = await tx.query<{ partition: string; seq: string; hash: string }[]>(
      `SELECT partition, seq, encode(hash, 'hex') AS hash FROM audit_head
        WHERE NOT is_closed OR day >= $1::date ORDER BY partition COLLATE "C"`,
      [sinceDay],
    );
    return rows.map(({ seq, ...head }) => ({ ...head, seq: Number(seq) }));
  }

  async save(checkpoint: Checkpoint, tx: EntityManager): Promise<void> {
    const { seq, at, heads, rootHash, prevHash, keyId, signature } = checkpoint;
    await tx.query(
      `INSERT INTO audit_checkpoint (seq, at, heads, root_hash, prev_hash, key_id, signature)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[seq, at, JSON.stringify(heads), Buffer.from(rootHash, 'hex')],
        ...[Buffer.from(prevHash, 'hex'), keyId, Buffer.from(signature, 'base64url')],
      ],
    );
  }
}

const toCheckpoint = (row: Row): Checkpoint => ({
  seq: Number(row.seq),
  at: row.at.toISOString(),
  heads: row.heads.map(({ partition, seq, hash }) => ({ partition, seq, hash })),
  size: row.heads.length,
  rootHash: row.root_hash.toString('hex'),
  prevHash: row.prev_hash.toString('hex'),
  keyId: row.key_id,
  signature: row.signature.toString('base64url'),
});
