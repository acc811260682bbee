import { createHmac } from 'node:crypto';

/** Keyed hash of an id: the same id is the same word in ledger and events, and nobody without the key reads it. */
export class Pseudonyms {
  constructor(private readonly key: string) {}

  of(id: string): string {
    return createHmac('sha256', this.key).update(id).digest('base64url').slice(0, 32);
  }
}
