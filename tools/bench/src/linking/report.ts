import type { LinkedTable } from './link-table.js';
import { evaluate, share, type Scores } from './evaluate.js';
import { pairsIn, partition } from './partition.js';
import { textsOf, type Column } from './table.js';

/** True person of each row, by number. */
export function truthOf(column: Column, pattern: RegExp | undefined): Int32Array {
  const people = textsOf(column).map((text) =>
    pattern ? (pattern.exec(text)?.[1] ?? text) : text,
  );
  return partition(people).of;
}

/** Links of no doubt alone: a probable record stands by itself. */
export function confirmedOnly({ clusterOf, isConfirmed }: LinkedTable): Int32Array {
  return clusterOf.map((cluster, row) => (isConfirmed[row] ? cluster : clusterOf.length + row));
}

/** Share of the true pairs that are compared at all, or have equal features. */
export function blockingRecallOf(
  { population, pairs }: LinkedTable,
  truth: Int32Array,
  order: Int32Array,
): { readonly blockingRecall: number; readonly candidatePairs: number } {
  const peopleOf: Map<number, number>[] = population.records.map(() => new Map<number, number>());
  for (const [place, row] of order.entries()) {
    const people = peopleOf[population.descriptionOf[place]!];
    if (people) people.set(truth[row]!, (people.get(truth[row]!) ?? 0) + 1);
  }
  let found = 0;
  let candidatePairs = 0;
  for (const [no, people] of peopleOf.entries()) {
    candidatePairs += pairsOf(population.records[no]!);
    for (const count of people.values()) found += pairsOf(count);
  }
  for (let at = 0; at < pairs.size; at += 1) {
    const [a, b] = [peopleOf[pairs.a[at]!]!, peopleOf[pairs.b[at]!]!];
    candidatePairs += population.records[pairs.a[at]!]! * population.records[pairs.b[at]!]!;
    for (const [person, count] of a) found += count * (b.get(person) ?? 0);
  }
  return { blockingRecall: share(found, pairsIn(partition(truth))), candidatePairs };
}

const pairsOf = (count: number) => (count * (count - 1)) / 2;

export interface SweepPoint extends Scores {
  readonly threshold: number;
  readonly bcubedF1: number;
  readonly largestCluster: number;
}

const FURTHEST = 8_000;
const STEP = 1_000;

/** The same pairs at other `T_PERSON`: every size's threshold moved by as much. */
export function sweep({ model, relink }: LinkedTable, truth: Int32Array): SweepPoint[] {
  const points: SweepPoint[] = [];
  for (let by = -FURTHEST; by <= FURTHEST; by += STEP) {
    const { alone, toMany, pair, group } = model.thresholds.person;
    const person = { alone: alone + by, toMany: toMany + by, pair: pair + by, group: group + by };
    const moved = { ...model, thresholds: { ...model.thresholds, person } };
    const { pairwise, bcubed, largestCluster } = evaluate(truth, relink(moved));
    points.push({ threshold: alone + by, ...pairwise, bcubedF1: bcubed.f1, largestCluster });
  }
  return points;
}
