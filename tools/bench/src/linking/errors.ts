import { COMPARISONS, LEVEL_NAMES, levelAt, Scorer } from '@continuum/identity-service';
import type { LinkedTable } from './link-table.js';

/** What became of pairs of records, counted. */
export interface LinkingErrors {
  readonly truePairs: number;
  /** True pairs that are not linked, by why. */
  readonly neverCompared: number;
  readonly underTheEdge: number;
  /** An edge, and yet two persons: a guard refused, or a large component was thinned. */
  readonly keptApart: number;
  readonly wrongLinks: number;
  /** Wrong links whose pair is an edge itself, by the agreement of name and birth date; the commonest twenty. */
  readonly wrongByLevels: readonly (readonly [levels: string, pairs: number])[];
}

/** Counts errors pair by pair: for files whose people and persons are small. */
export function errorsOf(
  { population, pairs, clusterOf, model, epoch }: LinkedTable,
  truth: Int32Array,
  order: Int32Array,
): LinkingErrors {
  const size = population.book.size;
  const compared = new Set<number>();
  for (let at = 0; at < pairs.size; at += 1) compared.add(pairs.a[at]! * size + pairs.b[at]!);
  const scorer = new Scorer(population.book, model, epoch);
  const counts = { truePairs: 0, neverCompared: 0, underTheEdge: 0, keptApart: 0, wrongLinks: 0 };
  const wrong = new Map<string, number>();
  const fateOf = (low: number, high: number) => {
    if (low !== high && !compared.has(low * size + high)) return 'neverCompared';
    return scorer.score(low, high).weight < model.thresholds.edge ? 'underTheEdge' : 'keptApart';
  };
  const nos = new Int32Array(order.length);
  for (const [place, row] of order.entries()) nos[row] = population.descriptionOf[place]!;
  const fate = (a: number, b: number) =>
    nos[a]! < 0 || nos[b]! < 0
      ? 'neverCompared'
      : fateOf(Math.min(nos[a]!, nos[b]!), Math.max(nos[a]!, nos[b]!));

  forPairsWithin(truth, (a, b) => {
    counts.truePairs += 1;
    if (clusterOf[a] !== clusterOf[b]) counts[fate(a, b)] += 1;
  });
  forPairsWithin(clusterOf, (a, b) => {
    if (truth[a] === truth[b]) return;
    counts.wrongLinks += 1;
    if (fate(a, b) !== 'keptApart') return;
    const { pattern } = scorer;
    const levels = COMPARISONS.slice(0, 2)
      .map((comparison, place) => LEVEL_NAMES[comparison][levelAt(pattern, place)])
      .join('; ');
    wrong.set(levels, (wrong.get(levels) ?? 0) + 1);
  });
  const wrongByLevels = [...wrong].sort((a, b) => b[1] - a[1]).slice(0, 20);
  return { ...counts, wrongByLevels };
}

function forPairsWithin(labels: Int32Array, visit: (a: number, b: number) => void): void {
  for (const rows of Map.groupBy(labels.keys(), (row) => labels[row]!).values()) {
    for (const [at, a] of rows.entries()) for (const b of rows.slice(at + 1)) visit(a, b);
  }
}
