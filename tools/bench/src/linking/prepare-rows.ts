import { loadNicknames, Population, prepare, shared, Tokens } from '@continuum/identity-service';
import type { Crew, Features, PopulationParts, Task } from '@continuum/identity-service';
import { subjects, type SubjectMap } from './subject-map.js';
import type { Table } from './table.js';

export interface Order {
  readonly table: Table;
  readonly map: SubjectMap;
  readonly rows: Int32Array;
}

/** Prepares the rows of a table, each thread of a crew its part, as the population of a bulk link. */
export function populationOf(
  table: Table,
  map: SubjectMap,
  { rows, crew }: { readonly rows: Int32Array; readonly crew: Crew },
): Population {
  const length = Math.ceil(rows.length / crew.size);
  const order = shared(rows);
  const parts = crew.all(
    prepareRows,
    Array.from({ length: crew.size }, (_, part) => ({
      table,
      map,
      rows: order.subarray(part * length, (part + 1) * length),
    })),
  );
  const population = emptyPopulation();
  for (const part of parts) population.addAll(part);
  return population;
}

export const prepareRows: Task<Order, PopulationParts> = {
  module: import.meta.url,
  name: 'prepareRows',
  run: (order) => {
    const population = emptyPopulation();
    for (const features of featuresOf(order)) population.add(features);
    return population.parts();
  },
};

export function* featuresOf({ table, map, rows }: Order): Generator<Features> {
  const lists = {
    today: map.asOf === undefined ? new Date() : new Date(map.asOf),
    ...(map.earliestBirthYear !== undefined && { earliestYear: map.earliestBirthYear }),
    secret: 'of the bench',
    genericAddresses: new Set<string>(),
    genericPhones: new Set<string>(),
  };
  const subjectOf = subjects(table, map);
  for (const row of rows) yield prepare(subjectOf(row), lists).features;
}

const emptyPopulation = () => new Population(new Tokens(loadNicknames()));
