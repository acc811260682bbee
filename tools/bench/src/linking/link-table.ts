import {
  learnAndLink,
  linkPopulation,
  loadNicknames,
  Population,
  prepare,
  Tokens,
  type Learnt,
  type Linked,
  type Model,
  type Links,
} from '@continuum/identity-service';
import { hash } from 'node:crypto';
import { declaredIn, subjects, type SubjectMap } from './subject-map.js';
import type { Table } from './table.js';

export interface Seconds {
  train: number;
  predict: number;
  cluster: number;
}

export interface LinkedTable extends Linked {
  readonly population: Population;
  readonly seconds: Seconds;
  /** Whose each row is: numbers of rows. */
  readonly clusterOf: Int32Array;
  readonly isConfirmed: Uint8Array;
  /** The same at other thresholds. */
  readonly relink: (model: Model) => Int32Array;
}

/**
 * Rows in the order of keyed hashes of their ids: neither an id nor the order of a file, which may both tell who is who,
 * reaches the engine, and the same rows in another order are linked alike.
 */
export function shuffled(ids: readonly string[], seed: number): Int32Array {
  const keys = ids.map((id) => hash('sha256', `${seed}\n${id}`));
  const order = Int32Array.from({ length: ids.length }, (_, row) => row);
  return order.sort((a, b) => (keys[a]! < keys[b]! ? -1 : Number(keys[a]! > keys[b]!)));
}

/** Links a table by the modules of the service; the truth is not among what it is given. */
export function linkTable(
  table: Table,
  map: SubjectMap,
  { order, seed, learnt }: { order: Int32Array; seed: number; learnt?: Learnt | undefined },
): LinkedTable {
  const seconds: Seconds = { train: 0, predict: 0, cluster: 0 };
  let last = performance.now();
  const onPhase = (phase: keyof Seconds) => {
    const now = performance.now();
    seconds[phase] += (now - last) / 1_000;
    last = now;
  };
  const population = populationOf(table, map, order);
  const linked = learnAndLink(population, {
    declared: declaredIn(map),
    seed,
    onPhase,
    ...(learnt && { learnt }),
  });
  const { pairs, epoch, partition } = linked;
  const byRow = ({ personOf }: Links) => {
    const clusterOf = new Int32Array(table.rows);
    for (const [place, row] of order.entries()) clusterOf[row] = order[personOf[place]!]!;
    return clusterOf;
  };
  const isConfirmed = new Uint8Array(table.rows);
  for (const [place, row] of order.entries()) isConfirmed[row] = partition.isConfirmed[place]!;
  return {
    ...linked,
    population,
    seconds,
    clusterOf: byRow(partition),
    isConfirmed,
    relink: (model) => byRow(linkPopulation(population, pairs, { model, epoch })),
  };
}

function populationOf(table: Table, map: SubjectMap, order: Int32Array): Population {
  const lists = {
    today: map.asOf === undefined ? new Date() : new Date(map.asOf),
    ...(map.earliestBirthYear !== undefined && { earliestYear: map.earliestBirthYear }),
    secret: 'of the bench',
    genericAddresses: new Set<string>(),
    genericPhones: new Set<string>(),
  };
  const population = new Population(new Tokens(loadNicknames()));
  const subjectOf = subjects(table, map);
  for (const row of order) population.add(prepare(subjectOf(row), lists).features);
  return population;
}
