import { readFileSync } from 'node:fs';
import { EMPTY_EPOCH } from '../domain/matching/rarity.js';
import { STARTING_MODEL } from '../domain/matching/starting-model.js';
import type { Engine } from '../domain/resolution/memory.js';
import { parseNicknames, type Nicknames } from '../domain/preparation/nicknames.js';

/** The nicknames that ship with the service: English and Spanish ones. */
export function loadNicknames(): Nicknames {
  return parseNicknames(['nicknames.csv', 'nicknames-spanish.csv'].map(readList).join('\n'));
}

const readList = (file: string) =>
  readFileSync(new URL(`../../data/${file}`, import.meta.url), 'utf8');

/** What a fresh store runs: the shipped model, and no frequencies. */
export function startingEngine(): Engine {
  return { model: STARTING_MODEL, epoch: EMPTY_EPOCH, nicknames: loadNicknames() };
}
