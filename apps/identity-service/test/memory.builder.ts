import type { Subject } from '@continuum/contracts';
import { DescriptionBook } from '../src/domain/matching/description-book.js';
import { EMPTY_EPOCH } from '../src/domain/matching/rarity.js';
import { STARTING_MODEL } from '../src/domain/matching/starting-model.js';
import { Tokens } from '../src/domain/matching/tokens.js';
import { prepare } from '../src/domain/preparation/prepare.js';
import { Memory } from '../src/domain/resolution/memory.js';
import { loadNicknames } from '../src/store/lists.js';
import { lists } from './command.builder.js';

export const engine = { model: STARTING_MODEL, epoch: EMPTY_EPOCH, nicknames: loadNicknames() };

export const aMemory = () => new Memory(engine);

/** A book of these subjects, numbered from 0. */
export function aBook(...subjects: Subject[]): DescriptionBook {
  const book = new DescriptionBook(new Tokens(engine.nicknames));
  for (const subject of subjects) book.add(prepare(subject, lists).features);
  return book;
}
