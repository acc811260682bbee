import { createHash } from 'node:crypto';
import type { CheckedRow } from '../actions/row-keeper.js';
import { canonical } from '../domain/record/content-hash.js';

/** SHA-256 over the rows in their order, whichever way they came. */
export class RowDigest {
  private readonly hash = createHash('sha256');

  add({ checked, row }: CheckedRow): this {
    this.hash.update('errors' in checked ? safeText(row) : checked.contentHash);
    return this;
  }

  hex(): string {
    return this.hash.digest('hex');
  }
}

/** A rejected row may be of any depth. */
function safeText(row: unknown): string {
  try {
    return canonical(row);
  } catch {
    return 'too deep';
  }
}
