import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { merkleRoot } from './merkle.js';

/** Last entry of one chain. */
export interface SignedHead {
  readonly partition: string;
  readonly seq: number;
  /** Hexadecimal, as all hashes here. */
  readonly hash: string;
}

/** What is signed: how long every chain was at an instant, and what was signed before. */
export interface Statement {
  readonly seq: number;
  readonly at: string;
  readonly prevHash: string;
  readonly size: number;
  readonly rootHash: string;
}

export interface Checkpoint extends Statement {
  readonly heads: readonly SignedHead[];
  readonly keyId: string;
  /** Ed25519, base64url. */
  readonly signature: string;
}

export const FIRST = '0'.repeat(64);

/** The next statement; heads in the order of their names. */
export function stateHeads(
  heads: readonly SignedHead[],
  before: Statement | undefined,
  at: Date,
): Statement {
  return {
    seq: (before?.seq ?? 0) + 1,
    at: at.toISOString(),
    prevHash: before ? statementHash(before) : FIRST,
    size: heads.length,
    rootHash: rootOf(heads),
  };
}

export const rootOf = (heads: readonly SignedHead[]): string =>
  merkleRoot(heads.map(leafOf)).toString('hex');

/** RFC 8785 JSON: what the signature is over. */
export const bytesOf = ({ seq, at, prevHash, size, rootHash }: Statement): Buffer =>
  Buffer.from(canonicalize({ seq, at, prevHash, size, rootHash }) ?? '');

export const statementHash = (statement: Statement): string =>
  createHash('sha256').update(bytesOf(statement)).digest('hex');

const leafOf = ({ partition, seq, hash }: SignedHead) =>
  Buffer.from(canonicalize({ partition, seq, hash }) ?? '');
