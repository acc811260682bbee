import type { EntityManager } from 'typeorm';
import { GENESIS, type AuditContent } from './audit-chain.js';
import { ChainWalk, type AuditFault } from './audit-fault.js';

export interface Verification {
  readonly fault: AuditFault | undefined;
  readonly partitions: number;
  readonly entries: number;
}

interface Window {
  readonly from?: string;
  readonly to?: string;
}

interface Head {
  readonly partition: string;
  readonly department: string;
  readonly seq: number;
  readonly hash: Buffer;
}

interface EntryRow {
  readonly seq: string;
  readonly entry: AuditContent;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
}

const PAGE = 2_000;

/** Recomputes every chain, owner by owner and day by day, and stops at the first entry that does not follow. */
export async function verifyAudit(tx: EntityManager, window: Window = {}): Promise<Verification> {
  const heads = await partitionsOf(tx, window);
  const lasts = new Map<string, Buffer>();
  let entries = 0;
  for (const [index, head] of heads.entries()) {
    const before = lasts.get(head.department) ?? (await hashBefore(head, tx));
    const walk = new ChainWalk(head.partition, before);
    const fault = await walkAlong(walk, head, tx);
    if (fault) return { fault, partitions: index + 1, entries };
    lasts.set(head.department, walk.last);
    entries += head.seq;
  }
  return { fault: undefined, partitions: heads.length, entries };
}

async function walkAlong(
  walk: ChainWalk,
  head: Head,
  tx: EntityManager,
): Promise<AuditFault | undefined> {
  for (let after = 0; ;) {
    const rows: EntryRow[] = await tx.query(
      `SELECT seq, entry, prev_hash, hash FROM audit_entry
        WHERE partition = $1 AND seq > $2 ORDER BY seq LIMIT ${PAGE}`,
      [head.partition, after],
    );
    for (const { seq, entry, prev_hash: prevHash, hash } of rows) {
      after = Number(seq);
      const fault = walk.step({ partition: head.partition, seq: after, entry, prevHash, hash });
      if (fault) return fault;
    }
    if (rows.length < PAGE) return walk.end(head);
  }
}

/** Partitions that have a head or entries: a head that was deleted leaves its entries behind. */
async function partitionsOf(tx: EntityManager, { from, to }: Window): Promise<Head[]> {
  const rows: { partition: string; department: string; seq: string | null; hash: Buffer | null }[] =
    await tx.query(
      `WITH known AS (SELECT partition FROM audit_head UNION SELECT DISTINCT partition FROM audit_entry),
            split AS (SELECT partition, split_part(partition, '/', 1) AS department,
                             split_part(partition, '/', 2)::date AS day FROM known)
       SELECT split.partition, split.department, head.seq, head.hash
         FROM split LEFT JOIN audit_head head USING (partition)
        WHERE ($1::date IS NULL OR split.day >= $1) AND ($2::date IS NULL OR split.day <= $2)
        ORDER BY split.department, split.day`,
      [from ?? null, to ?? null],
    );
  return rows.map(({ partition, department, seq, hash }) => ({
    partition,
    department,
    seq: Number(seq ?? 0),
    hash: hash ?? GENESIS,
  }));
}

/** Last hash of the chain before, where the window does not begin at the beginning. */
async function hashBefore({ partition, department }: Head, tx: EntityManager): Promise<Buffer> {
  const rows: { hash: Buffer }[] = await tx.query(
    `SELECT hash FROM audit_head WHERE department = $1 AND partition < $2 ORDER BY day DESC LIMIT 1`,
    [department, partition],
  );
  return rows[0]?.hash ?? GENESIS;
}
