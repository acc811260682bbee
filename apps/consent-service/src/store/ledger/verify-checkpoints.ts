import type { EntityManager } from 'typeorm';
import type { AuditFault, AuditFaultKind } from './audit-fault.js';
import {
  bytesOf,
  FIRST,
  rootOf,
  statementHash,
  type Checkpoint,
  type SignedHead,
} from './checkpoint.js';
import { CheckpointRepository } from './checkpoint.repository.js';

/** Whose signature is believed, by key id. */
export type Seals = ReadonlyMap<string, { isOn(statement: Buffer, signature: string): boolean }>;

const CHAIN = 'checkpoints';
const PAGE = 500;

/** Compares the chains with what was signed of them, and the checkpoints with their copies elsewhere. */
export async function verifyCheckpoints(
  tx: EntityManager,
  seals: Seals,
  copies: AsyncIterable<Checkpoint> = nothing(),
): Promise<{ readonly fault: AuditFault | undefined; readonly checkpoints: number }> {
  const walk = new CheckpointWalk(seals);
  for await (const checkpoint of kept(tx)) {
    const fault = walk.step(checkpoint) ?? (await faultSince(checkpoint, tx));
    if (fault) return { fault, checkpoints: walk.seq };
  }
  for await (const copy of copies) {
    const fault = walk.compare(copy) ?? (await faultSince(copy, tx));
    if (fault) return { fault, checkpoints: walk.seq };
  }
  return { fault: undefined, checkpoints: walk.seq };
}

/** The first chain that is no longer what this checkpoint signed. */
export async function faultSince(
  { heads }: Pick<Checkpoint, 'heads'>,
  tx: EntityManager,
): Promise<AuditFault | undefined> {
  const rows = await tx.query<FoundRow[]>(
    `SELECT signed.partition, signed.seq::int AS seq, signed.hash,
            encode(entry.hash, 'hex') AS found,
            (SELECT max(seq)::int FROM audit_entry WHERE partition = signed.partition) AS longest
       FROM jsonb_to_recordset($1::jsonb) AS signed (partition text, seq bigint, hash text)
       LEFT JOIN audit_entry entry ON entry.partition = signed.partition AND entry.seq = signed.seq
      WHERE signed.seq > 0 AND entry.hash IS DISTINCT FROM decode(signed.hash, 'hex')
      ORDER BY signed.partition COLLATE "C" LIMIT 1`,
    [JSON.stringify(heads)],
  );
  return rows[0] && faultOf(rows[0]);
}

type FoundRow = SignedHead & { readonly found: string | null; readonly longest: number | null };

/** Rewritten as a whole, hashes and all; gone as a whole; cut off at its end; or with a gap where it was signed. */
function faultOf({ partition, seq, found, longest }: FoundRow): AuditFault {
  if (found !== null) return { partition, seq, kind: 'forked' };
  if (longest === null) return { partition, seq: 1, kind: 'missing' };
  return longest < seq
    ? { partition, seq: longest + 1, kind: 'truncated' }
    : { partition, seq, kind: 'missing' };
}

/** Along the checkpoints: each is signed, says what it says of its heads, and names the one before. */
class CheckpointWalk {
  seq = 0;
  private hash = FIRST;
  private readonly seen = new Map<number, string>();

  constructor(private readonly seals: Seals) {}

  step(checkpoint: Checkpoint): AuditFault | undefined {
    const { seq, prevHash } = checkpoint;
    if (!this.isGenuine(checkpoint)) return fault(seq, 'altered');
    if (seq !== this.seq + 1) return fault(this.seq + 1, 'missing');
    if (prevHash !== this.hash) return fault(seq, 'forked');
    this.seq = seq;
    this.hash = statementHash(checkpoint);
    this.seen.set(seq, this.hash);
    return undefined;
  }

  /** A copy that the database does not know was taken out of it. */
  compare(copy: Checkpoint): AuditFault | undefined {
    if (!this.isGenuine(copy)) return fault(copy.seq, 'altered');
    if (copy.seq > this.seq) return fault(this.seq + 1, 'truncated');
    return this.seen.get(copy.seq) === statementHash(copy) ? undefined : fault(copy.seq, 'forked');
  }

  private isGenuine(checkpoint: Checkpoint): boolean {
    const { heads, size, rootHash, keyId, signature } = checkpoint;
    const seal = this.seals.get(keyId);
    return (
      heads.length === size &&
      rootOf(heads) === rootHash &&
      (seal?.isOn(bytesOf(checkpoint), signature) ?? false)
    );
  }
}

const fault = (seq: number, kind: AuditFaultKind): AuditFault => ({ partition: CHAIN, seq, kind });

async function* kept(tx: EntityManager): AsyncIterable<Checkpoint> {
  const repository = new CheckpointRepository();
  for (let after = 0; ;) {
    const page = await repository.after(after, PAGE, tx);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.seq ?? after;
  }
}

async function* nothing(): AsyncIterable<Checkpoint> {
  // No copies are kept elsewhere.
}
