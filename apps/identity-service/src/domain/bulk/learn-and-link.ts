import { Keys, limitOf } from '../matching/keys.js';
import type { Declared, Epoch, Model } from '../matching/model.js';
import { Scorer } from '../matching/score.js';
import { startingModel } from '../matching/starting-model.js';
import { chanceOf } from '../training/chance.js';
import { countValues } from '../training/frequencies.js';
import { epochOf, train } from '../training/train.js';
import { linkPopulation, type Links } from './link.js';
import { comparePairs, type Pairs } from './pairs.js';
import type { Population } from './population.js';
import { StaticIndex } from './static-index.js';

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
  /** Told at the end of each phase. */
  readonly onPhase?: (phase: 'train' | 'predict' | 'cluster') => void;
}

/** Everything from features to persons, without a label: frequencies, candidates, weights, clusters. */
export function learnAndLink(
  population: Population,
  { declared, seed, learnt, onPhase = () => undefined }: Learning,
): Linked {
  const { book } = population;
  const frequencies = learnt ? undefined : countValues(book, declared);
  const starting = learnt?.model ?? startingModel(declared);
  onPhase('train');

  const keys = new Keys(book, declared, learnt?.epoch.isCounted ?? true);
  const generic = learnt?.epoch.genericKeys;
  const index = StaticIndex.of(
    book.size,
    (no) => (generic ? keys.of(no).filter((key) => !generic.has(key)) : keys.of(no)),
    generic ? () => Infinity : limitOf,
  );
  const epoch = learnt?.epoch ?? epochOf(frequencies!, index.genericKeys);
  const pairs = comparePairs(index, new Scorer(book, starting, epoch), 0, book.size);
  onPhase('predict');

  const model = learnt?.model ?? learn(population, pairs, { starting, epoch, frequencies, seed });
  onPhase('train');

  const partition = linkPopulation(population, pairs, { model, epoch });
  onPhase('cluster');
  return { model, epoch, pairs, partition };
}

interface Lesson {
  readonly starting: Model;
  readonly epoch: Epoch;
  readonly frequencies: ReturnType<typeof countValues> | undefined;
  readonly seed: number;
}

function learn(
  population: Population,
  pairs: Pairs,
  { starting, epoch, frequencies, seed }: Lesson,
): Model {
  const u = chanceOf(new Scorer(population.book, starting, epoch), frequencies!, seed);
  return train(population, pairs, { starting, epoch, u });
}
