import { Injectable } from '@nestjs/common';
import { columns, send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Command } from '../domain/resolution/command.js';

export interface Arrival {
  readonly recordKey: string | null;
  readonly recordVersion: number | null;
  readonly contentHash: string | null;
  readonly command: Command;
}

export interface Waiting {
  readonly seq: string;
  readonly command: Command;
  readonly waitedSeconds: number;
}

@Injectable()
export class IntakeRepository {
  /** Answers which versions had come before with another content, as `key version`. */
  async add(arrivals: readonly Arrival[], tx: EntityManager): Promise<Set<string>> {
    const rows = arrivals.map(({ command, ...row }) => ({
      ...row,
      command: JSON.stringify(command),
    }));
    const added = await send(
      tx,
      {
        name: 'add-intake',
        text: `INSERT INTO intake (record_key, record_version, content_hash, command)
       SELECT record_key, record_version, content_hash, command
         FROM unnest($1::text[], $2::int[], $3::text[], $4::json[])
              WITH ORDINALITY AS row (record_key, record_version, content_hash, command, nth)
        ORDER BY nth
       ON CONFLICT (record_key, record_version) DO NOTHING RETURNING seq`,
      },
      columns(rows, ['recordKey', 'recordVersion', 'contentHash', 'command']),
    );
    return added.length === arrivals.length ? new Set() : this.contradicting(arrivals, tx);
  }

  private async contradicting(arrivals: readonly Arrival[], tx: EntityManager) {
    const rows: { version: string }[] = await tx.query(
      `SELECT DISTINCT kept.record_key || ' ' || kept.record_version AS version
         FROM intake AS kept
         JOIN unnest($1::text[], $2::int[], $3::text[]) AS come (record_key, record_version, content_hash)
              USING (record_key, record_version)
        WHERE kept.content_hash <> come.content_hash`,
      columns(arrivals, ['recordKey', 'recordVersion', 'contentHash']),
    );
    return new Set(rows.map(({ version }) => version));
  }

  /** Kept as carried out already, in the transaction that does so. */
  async addTaken(
    arrivals: readonly Arrival[],
    firstStep: number,
    tx: EntityManager,
  ): Promise<void> {
    const rows = arrivals.map((arrival, nth) => ({ ...arrival, step: firstStep + nth }));
    await send(
      tx,
      {
        name: 'add-taken-intake',
        text: `INSERT INTO intake (record_key, record_version, content_hash, taken_step)
       SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::bigint[])`,
      },
      columns(rows, ['recordKey', 'recordVersion', 'contentHash', 'step']),
    );
  }

  async take(
    steps: readonly { readonly seq: number; readonly intakeSeq: string | null }[],
    tx: EntityManager,
  ): Promise<void> {
    const text = `
      UPDATE intake SET taken_step = step.seq, command = NULL
        FROM unnest($1::bigint[], $2::bigint[]) AS step (seq, intake_seq) WHERE intake.seq = step.intake_seq`;
    await send(tx, { text }, columns(steps, ['seq', 'intakeSeq']));
  }

  async countWaiting(tx: EntityManager): Promise<number> {
    const [row]: { count: string }[] = await tx.query(
      'SELECT count(*) FROM intake WHERE taken_step IS NULL',
    );
    return Number(row?.count);
  }

  /** By state and not by position: a row that commits late is not skipped. */
  async waiting(limit: number, tx: EntityManager): Promise<Waiting[]> {
    const text = `
      SELECT seq, command, extract(epoch FROM clock_timestamp() - received_at)::float AS "waitedSeconds"
        FROM intake WHERE taken_step IS NULL ORDER BY seq LIMIT $1`;
    return send(tx, { text }, [limit]);
  }
}
