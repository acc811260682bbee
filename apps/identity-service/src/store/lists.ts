import { readFileSync } from 'node:fs';
import { EMPTY_EPOCH } from '../domain/matching/rarity.js';
import { STARTING_MODEL } from '../domain/matching/starting-model.js';
import type { Engine } from '../domain/resolution/memory.js';
import { parseNicknames, type Nicknames } from '../domain/preparation/nicknames.js';

/** The nicknames that ship with the service. */
export function loadNicknames(): Nicknames {
  return parseNicknames(readFileSync(new URL('../../data/nicknames.csv', import.meta.url), 'utf8'));
}

/** What a fresh store runs: the shipped model, and no frequencies. */
export function startingEngine(): Engine {
  return { model: STARTING_MODEL, epoch: EMPTY_EPOCH, nicknames: loadNicknames() };
}
