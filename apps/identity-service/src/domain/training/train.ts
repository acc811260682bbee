import { createHash } from 'node:crypto';
import type { Crew } from '../bulk/crew.js';
import { linkSample } from '../bulk/link.js';
import type { Pairs } from '../bulk/pairs.js';
import type { Population } from '../bulk/population.js';
import { COMPARISONS, type Comparison } from '../matching/levels.js';
import type { Epoch, Model, Thresholds } from '../matching/model.js';
import { Scorer } from '../matching/score.js';
import { modelOf } from '../matching/starting-model.js';
import { rarityFrom, type Frequencies } from './frequencies.js';
import { CLASSES, countPattern, emptyCounts, sharesOf, type Shares } from './shares.js';

/** Pseudo-pairs with which what was believed before draws on what is counted. */
const BELIEF = 2;
/** Random pairs hold some true ones: u loses what they explain, but never more than this share of it stays away. */
const LEAST_CHANCE = 1 / 3;
/** Before anything is linked each description is taken to have four others of its person. */
const FIRST_GUESS = 4;
/** Descriptions to learn from, about: whole groups, evenly taken. */
const SAMPLE = 12_000;
/** A level that fewer pairs have shown keeps its starting weight. */
const FEWEST_SEEN = 5;
/** Only pairs of no doubt unite in the first round: it teaches the second. */
const FIRST_EDGE = 3_000;

/** The prior down to which the mean thresholds are the shipped ones, and what a bit below it raises them by, in bits. */
const PLENTY = { prior: -12_000, raise: 0.8 } as const;

/** Frequencies of a population, frozen: named by the digest of what they say. */
export function epochOf(frequencies: Frequencies, genericKeys: ReadonlySet<number>): Epoch {
  const rarity = rarityFrom(frequencies);
  const digest = createHash('sha256');
  for (const { table, unseen } of rarity) {
    const entries = [...table.entries()].sort(([a], [b]) => a - b);
    digest.update(JSON.stringify([unseen, entries]));
  }
  digest.update(JSON.stringify([...genericKeys].sort((a, b) => a - b)));
  return { id: `epoch-${digest.digest('hex').slice(0, 12)}`, rarity, genericKeys, isCounted: true };
}

interface Lesson {
  readonly starting: Model;
  readonly epoch: Epoch;
  /** How often strangers agree. */
  readonly u: Shares;
  readonly crew: Crew;
}

/**
 * Learns how often the same person's records agree, without labels: link by what the starting weights say, look how
 * the linked agree, and take that for the weights.
 */
export function train(
  population: Population,
  pairs: Pairs,
  { starting, epoch, u, crew }: Lesson,
): Model {
  const count = population.book.size;
  const all = (count * (count - 1)) / 2;
  const prior = Math.round(1_000 * Math.log2(FIRST_GUESS / count));
  const first: Model = {
    ...starting,
    prior,
    thresholds: { ...starting.thresholds, edge: FIRST_EDGE },
  };
  const { levels, pairsWithin } = agreementWithin(population, pairs, { model: first, epoch, crew });
  const m = sharesOf(levels, agreementBefore(starting, u), BELIEF);
  const lambda = Math.max(1, pairsWithin) / all;
  const chance = u.map((shares, place) =>
    shares.map((share, level) =>
      Math.max(share - lambda * m[place]![level]!, share * LEAST_CHANCE),
    ),
  );
  return modelFrom(starting, { levels, m, u: chance, lambda });
}

/** How the descriptions of one person agree, over all pairs inside persons of a sample. */
function agreementWithin(
  population: Population,
  pairs: Pairs,
  linking: { readonly model: Model; readonly epoch: Epoch; readonly crew: Crew },
) {
  const { persons, share } = linkSample(population, pairs, { ...linking, size: SAMPLE });
  const scorer = new Scorer(population.book, linking.model, linking.epoch);
  const levels = emptyCounts();
  let seen = 0;
  for (const nos of persons) {
    seen += (nos.length * (nos.length - 1)) / 2;
    for (const [place, a] of nos.entries()) {
      for (const b of nos.slice(place + 1)) countPattern(levels, scorer.score(a, b).pattern, 1);
    }
  }
  return { levels, pairsWithin: seen / share };
}

/** m before any pair has been seen: what the starting weights say, given u. */
function agreementBefore({ weights }: Model, u: Shares): Shares {
  return u.map((chances, place) => {
    const own = weights[COMPARISONS[place]!];
    const shares = new Float64Array(chances.length);
    for (const [from, to] of CLASSES[place]!) {
      let total = 0;
      for (let level = from; level <= to; level += 1) {
        shares[level] = chances[level]! * 2 ** (own[level]! / 1_000);
        total += shares[level]!;
      }
      for (let level = from; level <= to; level += 1) shares[level]! /= total || 1;
    }
    return shares;
  });
}

/** Weights from how often the same person and two strangers agree; what was never compared keeps the starting ones. */
function modelFrom(
  starting: Model,
  { levels, m, u, lambda }: { levels: Shares; m: Shares; u: Shares; lambda: number },
): Model {
  const weights = Object.fromEntries(
    COMPARISONS.map((comparison, place) => [
      comparison,
      Array.from(m[place]!, (share, level) => {
        const chance = u[place]![level]!;
        const isSeen = levels[place]![level]! >= FEWEST_SEEN && chance > 0;
        if (level === 0 || !isSeen) return starting.weights[comparison][level]!;
        return Math.round(1_000 * Math.log2(share / chance));
      }),
    ]),
  ) as Record<Comparison, number[]>;
  const { declared, replaced } = starting;
  const prior = Math.round(1_000 * Math.log2(lambda / (1 - lambda)));
  const thresholds = amongSoMany(starting.thresholds, prior);
  return modelOf({ prior, weights, declared, replaced, thresholds });
}

/** The more strangers there are, the more of them look alike in several records: a mean has to say more. */
export function amongSoMany(thresholds: Thresholds, prior: number): Thresholds {
  const raise = Math.round(PLENTY.raise * Math.max(0, PLENTY.prior - prior));
  const { alone, toMany, pair, group } = thresholds.person;
  const person = {
    ...{ alone: alone + raise, toMany: toMany + raise },
    ...{ pair: pair + raise, group: group + raise },
  };
  return { ...thresholds, person };
}
