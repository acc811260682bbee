import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What is hashed: plain JSON, ids only. */
export type AuditContent = Readonly<Record<string, unknown>>;

export interface ChainHead {
  readonly partition: string;
  readonly department: string;
  readonly day: string;
  readonly seq: number;
  readonly hash: Buffer;
  readonly at: Date;
}

export interface ChainedEntry {
  readonly partition: string;
  readonly seq: number;
  readonly entry: AuditContent;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** What stands before the first entry a department ever had. */
export const GENESIS = Buffer.alloc(32);

export const partitionOf = (department: string, day: string) => `${department}/${day}`;

/** SHA-256(previous hash ‖ RFC 8785 JSON of the entry). */
export function entryHash(prevHash: Buffer, entry: AuditContent): Buffer {
  const json = canonicalize(entry);
  if (json === undefined) throw new Error('an audit entry must be JSON');
  return createHash('sha256').update(prevHash).update(json).digest();
}

/** The entries behind the head, in their order, each carrying its place. */
export function chain(head: ChainHead, contents: readonly AuditContent[]): ChainedEntry[] {
  let { seq, hash } = head;
  return contents.map((content) => {
    const prevHash = hash;
    seq += 1;
    const entry = { ...content, partition: head.partition, seq };
    hash = entryHash(prevHash, entry);
    return { partition: head.partition, seq, entry, prevHash, hash };
  });
}
