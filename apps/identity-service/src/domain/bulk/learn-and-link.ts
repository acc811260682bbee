import type { Declared, Epoch, Model } from '../matching/model.js';
import { Scorer } from '../matching/score.js';
import { startingModel } from '../matching/starting-model.js';
import { chanceOf } from '../training/chance.js';
import { countValues, type Frequencies } from '../training/frequencies.js';
import { epochOf, train } from '../training/train.js';
import { alone, type Crew } from './crew.js';
import { groupByKey } from './key-groups.js';
import { linkPopulation, type Links } from './link.js';
import { compareAll, type Pairs } from './pairs.js';
import type { Population } from './population.js';
import { scoringParts } from './scoring.js';
import { indexOf } from './static-index.js';

export interface Learnt {
  readonly model: Model;
  readonly epoch: Epoch;
}

export interface Linked extends Learnt {
  readonly pairs: Pairs;
  readonly partition: Links;
}

export interface Learning {
  readonly declared: Declared;
  /** Of the random pairs that show how strangers agree. */
  readonly seed: number;
  /** Learnt before: nothing is trained then. */
  readonly learnt?: Learnt;
  readonly crew?: Crew;
  /** Told at the end of each phase. */
  readonly onPhase?: (phase: 'train' | 'predict' | 'cluster') => void;
}

/** Everything from features to persons, without a label: frequencies, candidates, weights, clusters. */
export function learnAndLink(
  population: Population,
  { declared, seed, learnt, crew = alone, onPhase = () => undefined }: Learning,
): Linked {
  const { book } = population;
  const frequencies = learnt ? undefined : countValues(book, declared);
  const starting = learnt?.model ?? startingModel(declared);
  onPhase('train');

  const rules = learnt
    ? { declared, hasWeak: learnt.epoch.isCounted, generic: learnt.epoch.genericKeys }
    : { declared, hasWeak: true };
  const keyGroups = groupByKey(book.parts(), rules, crew);
  const genericKeys = () => new Set(keyGroups.flatMap((part) => [...part.genericKeys]));
  const epoch = learnt?.epoch ?? epochOf(frequencies!, genericKeys());
  const scoring = scoringParts(book.parts(), starting, epoch);
  const pairs = compareAll(indexOf(book.size, keyGroups), scoring, crew);
  onPhase('predict');

  const model =
    learnt?.model ??
    learn(population, pairs, { starting, epoch, frequencies: frequencies!, seed, crew });
  onPhase('train');

  const partition = linkPopulation(population, pairs, { model, epoch, crew });
  onPhase('cluster');
  return { model, epoch, pairs, partition };
}

interface Lesson {
  readonly starting: Model;
  readonly epoch: Epoch;
  readonly frequencies: Frequencies;
  readonly seed: number;
  readonly crew: Crew;
}

function learn(population: Population, pairs: Pairs, lesson: Lesson): Model {
  const { starting, epoch, frequencies, seed, crew } = lesson;
  const u = chanceOf(new Scorer(population.book, starting, epoch), frequencies, seed);
  return train(population, pairs, { starting, epoch, u, crew });
}
