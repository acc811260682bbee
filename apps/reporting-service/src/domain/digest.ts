import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

/** SHA-256 of the canonical JSON. */
export const digestOf = (value: object): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
