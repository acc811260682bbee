import {
  alone,
  learnAndLink,
  linkPopulation,
  type Crew,
  type Learnt,
  type Linked,
  type Model,
  type Links,
  type Population,
} from '@continuum/identity-service';
import { hash } from 'node:crypto';
import { populationOf } from './prepare-rows.js';
import { declaredIn, type SubjectMap } from './subject-map.js';
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

export const keyedHash = (id: string, seed: number) => hash('sha256', `${seed}\n${id}`);

/**
 * Rows in the order of keyed hashes of their ids: neither an id nor the order of a file, which may both tell who is who,
 * reaches the engine, and the same rows in another order are linked alike.
 */
export function shuffled(ids: readonly string[], seed: number): Int32Array {
  const keys = ids.map((id) => keyedHash(id, seed));
  const order = Int32Array.from({ length: ids.length }, (_, row) => row);
  return order.sort((a, b) => (keys[a]! < keys[b]! ? -1 : Number(keys[a]! > keys[b]!)));
}

interface Linking {
  readonly order: Int32Array;
  readonly seed: number;
  readonly learnt?: Learnt | undefined;
  readonly crew?: Crew;
}

/** Links a table by the modules of the service; the truth is not among what it is given. */
export function linkTable(
  table: Table,
  map: SubjectMap,
  { order, seed, learnt, crew = alone }: Linking,
): LinkedTable {
  const seconds: Seconds = { train: 0, predict: 0, cluster: 0 };
  let last = performance.now();
  const onPhase = (phase: keyof Seconds) => {
    const now = performance.now();
    seconds[phase] += (now - last) / 1_000;
    last = now;
  };
  const population = populationOf(table, map, { rows: order, crew });
  const linked = learnAndLink(population, {
    declared: declaredIn(map),
    seed,
    crew,
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
    relink: (model) => byRow(linkPopulation(population, pairs, { model, epoch, crew })),
  };
}
