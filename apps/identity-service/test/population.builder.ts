import type { Subject } from '@continuum/contracts';
import fc from 'fast-check';
import { learnAndLink, type Linked } from '../src/domain/bulk/learn-and-link.js';
import { Population } from '../src/domain/bulk/population.js';
import { Tokens } from '../src/domain/matching/tokens.js';
import { prepare } from '../src/domain/preparation/prepare.js';
import { lists } from './command.builder.js';
import { engine } from './memory.builder.js';
import { aSubject } from './subject.builder.js';
import { said } from './subjects.generator.js';

export const NOTHING_DECLARED = { attributes: [], keys: [] };

/** Subjects in the order of their keys. */
export function aPopulation(subjects: readonly Subject[]): Population {
  const population = new Population(new Tokens(engine.nicknames));
  for (const subject of subjects) population.add(prepare(subject, lists).features);
  return population;
}

/** Always the same subjects, as many as asked for. */
export const someSubjects = (count: number): Subject[] =>
  fc
    .sample(said, { seed: 5, numRuns: count })
    .map((one, no) => aSubject(`police/jail/${String(no).padStart(4, '0')}`, one));

/** A model and frequencies learnt from subjects, and who is linked among them. */
export const learntFrom = (subjects: readonly Subject[], seed = 7): Linked =>
  learnAndLink(aPopulation(subjects), { declared: NOTHING_DECLARED, seed });
