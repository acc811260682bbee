import { readFileSync } from 'node:fs';
import { parseNicknames, type Nicknames } from '../domain/preparation/nicknames.js';

/** The nicknames that ship with the service. */
export function loadNicknames(): Nicknames {
  return parseNicknames(readFileSync(new URL('../../data/nicknames.csv', import.meta.url), 'utf8'));
}
